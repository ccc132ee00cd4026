namespace SparseEval.Data;

/// <summary>What is known of past models beside their scores: family, date and the like.</summary>
public static class ModelFields
{
    /// <summary>Reads one field of each model from a CSV or TSV file, plain or gzip.</summary>
    /// <param name="path">A file with a header; the model's name stands in the column <c>model</c>, else <c>name</c>.</param>
    /// <param name="field">The column to read.</param>
    /// <returns>The field's text by model; models whose text is empty are left out.</returns>
    /// <exception cref="SparseEvalException">The file or a column is missing, or a model stands twice; the message names file and line.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, string field)
    {
        TextInput.RequireFile(path);
        if (TextInput.ExtensionOf(path) is not (".csv" or ".tsv") and var other)
            throw new SparseEvalException($"'{path}' ends in '{other}'; fields of models are read from .csv and .tsv, with or without .gz.");
        using var table = new CsvTable(path);
        var (model, value) = (table.IndexOf(table.Columns.Contains("model") ? "model" : "name"), table.IndexOf(field));
        var (texts, lines) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var record in table.Records())
        {
            if (!lines.TryAdd(record[model], table.Line)) throw table.Error($"model '{record[model]}' stands at lines {lines[record[model]]} and {table.Line}. Give one line a model.");
            if (record[value].Length > 0) texts[record[model]] = record[value];
        }
        return texts;
    }
}
