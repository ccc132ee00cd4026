using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>What an import leaves on disk: history.parquet, items.jsonl, epochs.csv where there are replicates, import.json.</summary>
public static class ImportFolder
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            ParquetResponseWriter.WriteSorted(Path.Combine(folder, "history.parquet"), history.SortedRows());
            files.Add("history.parquet");
            Put(folder, "items.jsonl", files, stream => WriteItems(stream, history.Items));
            if (history.HasReplicates) Put(folder, "epochs.csv", files, stream => WriteEpochs(stream, history));
            else File.Delete(Path.Combine(folder, "epochs.csv"));
            Put(folder, "import.json", files, stream => stream.Write(Encoding.UTF8.GetBytes(ImportRecord.Of(history, folder, [.. files]) + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{folder}' cannot be written to: {e.Message}", e);
        }
        return [.. files.Select(name => Path.Combine(folder, name))];
    }

    private static void Put(string folder, string name, List<string> files, Action<Stream> write)
    {
        var (path, partial) = (Path.Combine(folder, name), Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.partial"));
        try
        {
            using (var stream = File.Create(partial)) write(stream);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
        files.Add(name);
    }

    private static void WriteItems(Stream stream, IReadOnlyList<Item> items)
    {
        foreach (var item in items)
        {
            using (var writer = new Utf8JsonWriter(stream, Relaxed)) WriteItem(writer, item);
            stream.WriteByte((byte)'\n');
        }
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

    private static void WriteEpochs(Stream stream, ImportedHistory history)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        text.Write("model,item,epoch,score\n");
        foreach (var (model, score) in history.Scores)
            foreach (var epoch in score.Epochs) text.Write(string.Create(CultureInfo.InvariantCulture, $"{Csv.Quoted(model)},{Csv.Quoted(score.Item)},{Csv.Quoted(epoch.Name)},{epoch.Score:R}\n"));
    }
}
