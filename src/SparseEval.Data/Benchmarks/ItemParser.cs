using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SparseEval.Data;

/// <summary>Makes an item of one row's object.</summary>
internal sealed partial class ItemParser(JsonPlace row, BenchmarkReadOptions options, bool isText)
{
    public Item Parse(int number)
    {
        var id = options.IdKey == "#" ? number.ToString(CultureInfo.InvariantCulture) : RequiredScalar(options.IdKey);
        var prompt = options.PromptKey.Contains('{', StringComparison.Ordinal) ? Braced().Replace(options.PromptKey, m => Part(m.Groups[1].Value)) : Part(options.PromptKey);
        var choices = new ItemChoices(row, options);
        var isAnswered = !options.ScoresAlone || choices.Right is not null || row[options.LetterKey ?? options.AnswerKey] is not null;
        var answer = !isAnswered ? "" : choices.Texts.Length == 0 ? FreeAnswer(Part(options.LetterKey ?? options.AnswerKey)) : ChosenAnswer(choices);
        try
        {
            return new Item(id, prompt, answer, isAnswered ? choices.Texts : [], Fields());
        }
        catch (SparseEvalException e)
        {
            throw new SparseEvalException(row.Error(e.Message).Message, e);
        }
    }

    /// <summary>GSM8K writes the solution and, on a last line after ####, the answer.</summary>
    private static string FreeAnswer(string text)
    {
        var mark = text.LastIndexOf("\n#### ", StringComparison.Ordinal);
        if (mark < 0) return text;
        var answer = text[(mark + 6)..].Trim();
        return double.TryParse(answer, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? answer.Replace(",", "", StringComparison.Ordinal) : answer;
    }

    private JsonElement Required(string key) => row.Element.TryGetProperty(key, out var value)
        ? value
        : throw row.Error($"the item has no '{key}'. It has: {string.Join(", ", row.Element.EnumerateObject().Select(p => p.Name))}.");

    /// <summary>What engines and scorers need; may be absent where scores alone are used.</summary>
    private string Part(string key) => options.ScoresAlone && row[key] is null ? "" : RequiredScalar(key);

    private string RequiredScalar(string key)
    {
        var value = Required(key);
        return Scalar(value) ?? throw row.Error($"'{key}' is {JsonLines.KindOf(value)}; a string is expected.");
    }

    private string? Scalar(JsonElement value) => new JsonPlace(value, row.Where).Text;

    private string ChosenAnswer(ItemChoices choices)
    {
        if (choices.Right is { } marked) return marked;
        if (options.LetterKey is { } letters) return choices.Labelled(RequiredScalar(letters));
        var texts = choices.Texts;
        var value = Required(options.AnswerKey);
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out var index) && index >= 0 && index < texts.Length) return texts[index];
            throw row.Error($"'{options.AnswerKey}' is {value.GetRawText()}; with {texts.Length} options it must be an index from 0 to {texts.Length - 1}, or an option's text.");
        }
        if (value.ValueKind != JsonValueKind.String)
            throw row.Error($"'{options.AnswerKey}' is {JsonLines.KindOf(value)}; with options it must be an index from 0 to {texts.Length - 1}, or an option's text.");
        var text = Scalar(value)!;
        if (texts.Contains(text, StringComparer.Ordinal)) return text;
        return isText && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cell) && cell < texts.Length ? texts[cell]
            : throw row.Error($"the answer '{text}' is not among the {texts.Length} options. Give the option's text exactly, or its index from 0.");
    }

    // Objects, arrays and null name no group, so they cannot be fields; nothing that selects or estimates could use them.
    private Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in row.Element.EnumerateObject())
            if (!IsPart(property.Name) && Scalar(property.Value) is { } text)
                fields.Add(property.Name, text);
        return fields;
    }

    private bool IsPart(string key) =>
        key == options.IdKey || key == options.PromptKey || options.PromptKey.Contains($"{{{key}}}", StringComparison.Ordinal) || options.OptionsKey.Split('|').Contains(key) || key == options.AnswerKey || key == options.LetterKey;

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Braced();
}
