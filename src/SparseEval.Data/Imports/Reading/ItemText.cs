namespace SparseEval.Data;

/// <summary>Makes items of what sources say about questions.</summary>
internal static class ItemText
{
    // Longer texts are content, not names of groups.
    private const int LongestField = 120;

    /// <summary>An item; options that are not fit for multiple choice (one alone, one twice, none that is the answer) are left out.</summary>
    public static Item Make(string id, string? prompt, string? answer, IReadOnlyList<string> choices, IReadOnlyDictionary<string, string> fields)
    {
        var isChoice = choices.Count > 1 && choices.Distinct(StringComparer.Ordinal).Count() == choices.Count && answer is not null && choices.Contains(answer, StringComparer.Ordinal);
        return new Item(id, prompt ?? "", answer ?? "", isChoice ? choices : [], fields);
    }

    /// <summary>The scalars of an object as fields, texts that are long or of several lines left out.</summary>
    public static Dictionary<string, string> Fields(JsonPlace? source, params string[] except)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (source is not { IsObject: true } members) return fields;
        foreach (var (name, value) in members.Members())
            if (!except.Contains(name) && value.Text is { Length: > 0 and <= LongestField } text && !text.Contains('\n', StringComparison.Ordinal)) fields[name] = text;
        return fields;
    }

    public static Item WithField(Item item, string name, string value)
    {
        if (item.Fields.TryGetValue(name, out var there) && there == value) return item;
        return new Item(item.Id, item.Prompt, item.Answer, item.Options, new Dictionary<string, string>(item.Fields, StringComparer.Ordinal) { [name] = value });
    }

    /// <summary>The same item under another id.</summary>
    public static Item Renamed(Item item, string id) => item.Id == id ? item : new Item(id, item.Prompt, item.Answer, item.Options, item.Fields);
}
