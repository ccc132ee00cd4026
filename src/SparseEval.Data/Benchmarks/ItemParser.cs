using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Makes an item of one line's object.</summary>
internal sealed class ItemParser(Utf8LineReader reader, BenchmarkReadOptions options)
{
    public Item Parse(JsonElement line)
    {
        var id = RequiredScalar(line, options.IdKey);
        var prompt = RequiredScalar(line, options.PromptKey);
        var choices = Choices(line);
        var answer = choices.Length == 0 ? RequiredScalar(line, options.AnswerKey) : ChosenAnswer(line, choices);
        try
        {
            return new Item(id, prompt, answer, choices, Fields(line));
        }
        catch (SparseEvalException e)
        {
            throw new SparseEvalException(reader.Error(e.Message).Message, e);
        }
    }

    private JsonElement Required(JsonElement line, string key) => line.TryGetProperty(key, out var value)
        ? value
        : throw reader.Error($"the item has no '{key}'. It has: {string.Join(", ", line.EnumerateObject().Select(p => p.Name))}.");

    private string RequiredScalar(JsonElement line, string key)
    {
        var value = Required(line, key);
        return JsonLines.ScalarText(reader, value) ?? throw reader.Error($"'{key}' is {JsonLines.KindOf(value)}; a string is expected.");
    }

    private string[] Choices(JsonElement line)
    {
        if (!line.TryGetProperty(options.OptionsKey, out var value) || value.ValueKind == JsonValueKind.Null) return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw reader.Error($"'{options.OptionsKey}' is {JsonLines.KindOf(value)}; an array of strings is expected.");
        var choices = new string[value.GetArrayLength()];
        var i = 0;
        foreach (var choice in value.EnumerateArray())
            choices[i++] = choice.ValueKind == JsonValueKind.String
                ? JsonLines.ScalarText(reader, choice)!
                : throw reader.Error($"'{options.OptionsKey}' holds {JsonLines.KindOf(choice)} at index {i - 1}; every option must be a string.");
        return choices;
    }

    private string ChosenAnswer(JsonElement line, string[] choices)
    {
        var value = Required(line, options.AnswerKey);
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out var index) && index >= 0 && index < choices.Length) return choices[index];
            throw reader.Error($"'{options.AnswerKey}' is {value.GetRawText()}; with {choices.Length} options it must be an index from 0 to {choices.Length - 1}, or an option's text.");
        }
        if (value.ValueKind != JsonValueKind.String)
            throw reader.Error($"'{options.AnswerKey}' is {JsonLines.KindOf(value)}; with options it must be an index from 0 to {choices.Length - 1}, or an option's text.");
        var text = JsonLines.ScalarText(reader, value)!;
        return choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw reader.Error($"the answer '{text}' is not among the {choices.Length} options. Give the option's text exactly, or its index from 0.");
    }

    // Objects, arrays and null name no group, so they cannot be fields; nothing that selects or estimates could use them.
    private Dictionary<string, string> Fields(JsonElement line)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in line.EnumerateObject())
            if (!IsPart(property.Name) && JsonLines.ScalarText(reader, property.Value) is { } text)
                fields.Add(property.Name, text);
        return fields;
    }

    private bool IsPart(string key) =>
        key == options.IdKey || key == options.PromptKey || key == options.OptionsKey || key == options.AnswerKey;
}
