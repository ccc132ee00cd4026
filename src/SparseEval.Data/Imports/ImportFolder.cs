using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>What an import leaves on disk: history.parquet, items.jsonl, epochs.csv where there are replicates, import.json.</summary>
public static class ImportFolder
{
    /// <summary>Writes an import, each file in one piece; the record comes last.</summary>
    /// <param name="folder">Is made where it is not there; files of an earlier import are replaced.</param>
    /// <param name="history">The runs put together.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="SparseEvalException">The folder cannot be written to, or DuckDB's library is not found.</exception>
    public static IReadOnlyList<string> Write(string folder, ImportedHistory history)
    {
        var files = new List<string>();
        try
        {
            Directory.CreateDirectory(folder);
            ResponseMatrices.Write(Path.Combine(folder, "history.parquet"), history.Rows());
            files.Add("history.parquet");
            Put(folder, "items.jsonl", Lines(history.Items), files);
            var epochs = history.Scores.SelectMany(row => row.Score.Epochs.Select(epoch => (row.Model, row.Score.Item, epoch))).ToList();
            if (epochs.Count > 0) Put(folder, "epochs.csv", Csv(epochs), files);
            else File.Delete(Path.Combine(folder, "epochs.csv"));
            Put(folder, "import.json", ImportRecord.Of(history, folder, [.. files]) + "\n", files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{folder}' cannot be written to: {e.Message}", e);
        }
        return [.. files.Select(name => Path.Combine(folder, name))];
    }

    private static void Put(string folder, string name, string text, List<string> files)
    {
        var (path, partial) = (Path.Combine(folder, name), Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.partial"));
        try
        {
            File.WriteAllText(partial, text);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
        files.Add(name);
    }

    private static string Lines(IReadOnlyList<Item> items)
    {
        using var memory = new MemoryStream();
        foreach (var item in items)
        {
            using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) WriteItem(writer, item);
            memory.WriteByte((byte)'\n');
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void WriteItem(Utf8JsonWriter writer, Item item)
    {
        string[] parts = ["id", "prompt", "options", "answer"];
        writer.WriteStartObject();
        writer.WriteString("id", item.Id);
        writer.WriteString("prompt", item.Prompt);
        if (item.IsMultipleChoice)
        {
            writer.WriteStartArray("options");
            foreach (var option in item.Options) writer.WriteStringValue(option);
            writer.WriteEndArray();
        }
        writer.WriteString("answer", item.Answer);
        foreach (var (name, text) in item.Fields.Where(field => !parts.Contains(field.Key))) writer.WriteString(name, text);
        writer.WriteEndObject();
    }

    private static string Csv(IEnumerable<(string Model, string Item, ImportedEpoch Epoch)> rows)
    {
        var text = new StringBuilder("model,item,epoch,score\n");
        foreach (var (model, item, epoch) in rows) text.Append(CultureInfo.InvariantCulture, $"{Quoted(model)},{Quoted(item)},{Quoted(epoch.Name)},{epoch.Score:R}\n");
        return text.ToString();
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
