namespace SparseEval.Data;

/// <summary>Benchmarks on disk: JSONL, CSV, Parquet, folders of data sets (docs/formats.md).</summary>
public static class Benchmarks
{
    /// <summary>Reads a benchmark's items from a UTF-8 JSONL file, plain or gzip.</summary>
    /// <param name="path">
    /// One object a line with <c>id</c>, <c>prompt</c>, <c>answer</c> and, for multiple choice, <c>options</c>; every other scalar key becomes
    /// a field of the item. The benchmark is called like the folder when the file is items.jsonl, else like the file. CSV, TSV, Parquet and
    /// folders with shards of Parquet hold the same in columns.
    /// </param>
    /// <returns>The items in the order of the file; memory is that of the items and of one line.</returns>
    /// <exception cref="SparseEvalException">
    /// The file is missing, empty or not UTF-8, a line is broken JSON, lacks a key or contradicts itself, or an id occurs twice; the message
    /// names file and line.
    /// </exception>
    public static Benchmark Read(string path) => Read(path, new BenchmarkReadOptions());

    /// <summary>Reads a benchmark whose name or keys differ from the usual.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <param name="options">The benchmark's name and the keys that hold id, prompt, options and answer.</param>
    /// <returns>The items in the order of the file.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Read(string)"/>.</exception>
    public static Benchmark Read(string path, BenchmarkReadOptions options)
    {
        var items = new List<Item>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, isText) in BenchmarkRows.Read(path, options))
        {
            var item = new ItemParser(row, options, isText).Parse(items.Count);
            if (!places.TryAdd(item.Id, row.Where)) throw row.Error($"id '{item.Id}' stands at lines {Line(places[item.Id])} and {Line(row.Where)}. Ids must be unique.");
            items.Add(item);
        }
        if (items.Count == 0) throw new SparseEvalException($"'{path}' holds no items. Write one JSON object a line (docs/formats.md).");
        return new Benchmark(options.Name ?? NameOf(path), items);
    }

    private static string Line(string where) => where[(Math.Max(where.LastIndexOf(':'), where.LastIndexOf(' ')) + 1)..];

    private static string NameOf(string path)
    {
        if (Directory.Exists(path)) return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var file = TextInput.NameWithoutGz(path);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        return string.Equals(file, "items.jsonl", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(folder)
            ? folder
            : Path.GetFileNameWithoutExtension(file);
    }
}
