using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Data;

/// <summary>Imports a long table of any size straight from file to history: nothing but names and one bit a cell is held in memory (decision 0101).</summary>
public static class LongTableFolder
{
    /// <summary>True for a long table in CSV, TSV or Parquet without epochs, categories and dollars, which <see cref="Write"/> takes.</summary>
    public static bool Takes(string path, ImportOptions options)
    {
        if (!File.Exists(path) || options.Format is not (null or "long") || options.Model is not null) return false;
        using var source = new ImportSource(path);
        if (!source.IsParquet && source.Extension is not (".csv" or ".tsv")) return false;
        return LongTableImporter.Fits(source, options) && ImportTable.TryOpen(source, options.Limits) is { } table
            && new[] { "epoch", "category", "cost" }.All(part => !options.Map.ContainsKey(part) && table.Find(part) < 0);
    }

    /// <summary>Writes history.parquet, items.jsonl (ids alone) and import.json.</summary>
    /// <param name="path">A file that <see cref="Takes"/> accepts.</param>
    /// <param name="folder">Is made where it is not there.</param>
    /// <param name="options">Names of columns, scale, what DuckDB may use.</param>
    /// <returns>Items, scores and mean of each model, by name.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Imports.Read(string, ImportOptions)"/>; the message names the row.</exception>
    public static IReadOnlyList<LongTableModel> Write(string path, string folder, ImportOptions options)
    {
        options.Check();
        using var staged = new StagedTable(path, options);
        var models = staged.Check();
        try
        {
            Directory.CreateDirectory(folder);
            File.Delete(Path.Combine(folder, "epochs.csv"));
            staged.WriteHistory(Path.Combine(folder, "history.parquet"));
            WriteItems(Path.Combine(folder, "items.jsonl"), staged.Items);
            File.WriteAllText(Path.Combine(folder, "import.json"), Record(path, folder, models, staged.Items.Count));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DuckDbException)
        {
            throw new SparseEvalException($"'{folder}' cannot be written to: {e.Message}", e);
        }
        return models;
    }

    private static void WriteItems(string path, IReadOnlyList<string> items)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false));
        foreach (var item in items) text.Write($"{{\"id\":{JsonSerializer.Serialize(item)},\"prompt\":\"\",\"answer\":\"\"}}\n");
    }

    private static string Record(string path, string folder, IReadOnlyList<LongTableModel> models, int items) => new JsonObject
    {
        ["kind"] = "import",
        ["schema"] = 1,
        ["program"] = typeof(LongTableFolder).Assembly.GetName().Version?.ToString(3),
        ["models"] = models.Count,
        ["items"] = items,
        ["itemsWithQuestion"] = 0,
        ["source"] = FileOf(ImportedFile.Of(path)),
        ["runs"] = new JsonArray([.. models.Select(m => new JsonObject { ["format"] = "long", ["importerVersion"] = 1, ["model"] = m.Model, ["items"] = m.Items, ["scored"] = m.Scored, ["meanScore"] = m.MeanScore, ["missing"] = new JsonObject { ["empty"] = m.Items - m.Scored } })]),
        ["written"] = new JsonArray([.. new[] { "history.parquet", "items.jsonl" }.Select(name => FileOf(ImportedFile.Of(Path.Combine(folder, name)) with { Path = name }))]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";

    private static JsonObject FileOf(ImportedFile file) => new() { ["path"] = file.Path, ["sha256"] = file.Sha256 };
}
