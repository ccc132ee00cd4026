using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The texts to choose from, in any of the forms that benchmarks are published in.</summary>
internal sealed class ItemChoices
{
    private readonly JsonPlace _row;
    private readonly string _key;
    private readonly string[] _labels = [];

    public ItemChoices(JsonPlace row, BenchmarkReadOptions options)
    {
        (_row, _key) = (row, options.OptionsKey);
        if (_key.Contains('|', StringComparison.Ordinal))
        {
            Texts = [.. _key.Split('|').Select(column => row[column]?.Text ?? throw row.Error($"the item has no '{column}', which '{_key}' names."))];
            return;
        }
        if (!row.Element.TryGetProperty(_key, out var value) || value.ValueKind == JsonValueKind.Null) return;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("text", out var texts) && value.TryGetProperty("label", out var labels))
        {
            (Texts, _labels) = (Strings(texts), Strings(labels));
            if (Texts.Length != _labels.Length) throw row.Error($"'{_key}' has {Texts.Length} texts and {_labels.Length} labels.");
        }
        else if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("choices", out texts) && value.TryGetProperty("labels", out labels))
        {
            Texts = Strings(texts);
            Right = Marked(labels);
        }
        else Texts = Strings(value);
    }

    /// <summary>Empty for a free answer.</summary>
    public string[] Texts { get; } = [];

    /// <summary>The text that is marked as right beside the texts, or null.</summary>
    public string? Right { get; }

    /// <summary>The text with a label, or of a letter where there are no labels.</summary>
    public string Labelled(string label)
    {
        var at = _labels.Length > 0 ? Array.IndexOf(_labels, label) : label is [>= 'A' and <= 'Z' and var upper] ? upper - 'A' : label is [>= 'a' and <= 'z' and var lower] ? lower - 'a' : -1;
        return at >= 0 && at < Texts.Length ? Texts[at]
            : throw _row.Error($"the answer's letter is '{label}'; with {Texts.Length} options it must be {(_labels.Length > 0 ? $"one of {string.Join(", ", _labels)}" : $"A to {(char)('A' + Texts.Length - 1)}")}.");
    }

    private string Marked(JsonElement labels)
    {
        var right = labels.ValueKind == JsonValueKind.Array ? labels.EnumerateArray().Select((label, i) => (Is: label.ValueKind == JsonValueKind.Number && label.GetDouble() == 1, i)).Where(l => l.Is).ToList() : [];
        return right.Count == 1 && right[0].i < Texts.Length ? Texts[right[0].i] : throw _row.Error($"'{_key}' marks {right.Count} choices as right; one is needed for multiple choice.");
    }

    private string[] Strings(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw _row.Error($"'{_key}' is {JsonLines.KindOf(value)}; an array of strings is expected.");
        var choices = new string[value.GetArrayLength()];
        var i = 0;
        foreach (var choice in value.EnumerateArray())
            choices[i++] = choice.ValueKind == JsonValueKind.String
                ? new JsonPlace(choice, _row.Where).Text!
                : throw _row.Error($"'{_key}' holds {JsonLines.KindOf(choice)} at index {i - 1}; every option must be a string.");
        return choices;
    }
}
