using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The rows of a benchmark as JSON objects, whatever file they stand in; each is valid until the next.</summary>
internal static class BenchmarkRows
{
    /// <returns>The row, and true where every value is a text because the file knows no other.</returns>
    public static IEnumerable<(JsonPlace Row, bool IsText)> Read(string path, BenchmarkReadOptions options)
    {
        if (Directory.Exists(path)) return Shards(path, DatasetFolder.Shards(path, options.Split), options);
        return TextInput.ExtensionOf(path) switch
        {
            ".csv" or ".tsv" => Records(path),
            ".parquet" => Shards(path, [path], options),
            _ => Lines(path),
        };
    }

    private static IEnumerable<(JsonPlace, bool)> Lines(string path)
    {
        using var reader = new Utf8LineReader(path);
        foreach (var element in JsonLines.Read(reader)) yield return (new JsonPlace(element, $"{path}:{reader.Line}"), false);
    }

    private static IEnumerable<(JsonPlace, bool)> Records(string path)
    {
        using var table = new CsvTable(path);
        foreach (var column in table.Columns) table.IndexOf(column); // each once
        foreach (var record in table.Records())
        {
            using var document = JsonSerializer.SerializeToDocument(table.Columns.Zip(record).Where(cell => cell.Second.Length > 0).ToDictionary(cell => cell.First, cell => cell.Second));
            yield return (new JsonPlace(document.RootElement, $"{path}:{table.Line}"), true);
        }
    }

    private static IEnumerable<(JsonPlace, bool)> Shards(string path, IReadOnlyList<string> shards, BenchmarkReadOptions options)
    {
        foreach (var shard in shards) TextInput.RequireFile(shard);
        using var file = new ParquetFile(options.Limits, path, shards);
        var row = 0L;
        foreach (var chunk in file.Read($"to_json(struct_pack({string.Join(", ", file.Columns.Select(c => $"{DuckDbConnection.Identifier(c)} := {DuckDbConnection.Identifier(c)}"))}))::VARCHAR"))
            foreach (var text in chunk.Strings(0))
            {
                using var document = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text!), $"{path}, row {++row}", 0);
                yield return (new JsonPlace(document.RootElement, $"{path}, row {row}"), false);
            }
    }
}
