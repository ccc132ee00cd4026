namespace SparseEval.Data;

/// <summary>Texts that the user already has, one an item, such as another model's answers.</summary>
public static class ItemTexts
{
    /// <summary>Reads JSONL lines {"id","text"}, plain or gzip; other keys are passed over.</summary>
    /// <returns>Text by item id.</returns>
    /// <exception cref="SparseEvalException">The file is missing, empty or broken, a line lacks an id or a text, or an id occurs twice; the message names file and line.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        TextInput.RequireFile(path);
        using var reader = new Utf8LineReader(path);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in JsonLines.Read(reader))
        {
            var id = Required(reader, line, "id");
            if (!texts.TryAdd(id, Required(reader, line, "text"))) throw reader.Error($"item '{id}' has a text already. Keep one.");
        }
        return texts.Count > 0 ? texts : throw new SparseEvalException($"'{path}' holds no texts.");
    }

    /// <summary>A whole text file in UTF-8.</summary>
    /// <exception cref="SparseEvalException">It is missing or cannot be read.</exception>
    public static string ReadFile(string path)
    {
        TextInput.RequireFile(path);
        using var reader = new StreamReader(TextInput.Open(path));
        return reader.ReadToEnd();
    }

    private static string Required(Utf8LineReader reader, System.Text.Json.JsonElement line, string key) =>
        line.TryGetProperty(key, out var value) && JsonLines.ScalarText(reader, value) is { } text ? text : throw reader.Error($"the line has no text under '{key}'. Write {{\"id\":...,\"text\":...}}.");
}
