namespace SparseEval.Data;

/// <summary>A flat table in CSV, TSV, JSON Lines or Parquet: named columns, values as text.</summary>
internal sealed class ImportTable
{
    private readonly Func<IReadOnlyList<int>, IEnumerable<(string?[] Values, string Where)>> _rows;

    private ImportTable(IReadOnlyList<string> columns, string path, Func<IReadOnlyList<int>, IEnumerable<(string?[], string)>> rows) => (Columns, Path, _rows) = (columns, path, rows);

    public IReadOnlyList<string> Columns { get; }

    public string Path { get; }

    /// <summary>Null where the source is no table.</summary>
    public static ImportTable? TryOpen(ImportSource source, DuckDbLimits limits)
    {
        if (source.IsFolder || source.IsZip) return null;
        if (source.IsParquet) return OfParquet(source.Path, limits);
        if (source.Extension is ".csv" or ".tsv") return OfCsv(source.Path);
        return source.FirstLine is { } first ? OfLines(source.Path, [.. first.Members().Select(m => m.Name)]) : null;
    }

    /// <summary>The place of a column.</summary>
    public int Require(string column) => Find(column) is >= 0 and var place ? place : throw new SparseEvalException($"'{Path}' has no column '{column}'. It has: {CsvTable.Shortened(Columns)}. Name the columns with --map.");

    /// <summary>The place of a column, or -1.</summary>
    public int Find(string column)
    {
        var found = Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == column).Take(2).ToList();
        return found.Count < 2 ? found.FirstOrDefault(-1) : throw new SparseEvalException($"'{Path}' names the column '{column}' twice. Rename one.");
    }

    /// <summary>The rows, with the values of some columns.</summary>
    public IEnumerable<(string?[] Values, string Where)> Rows(params IReadOnlyList<int> columns) => _rows(columns);

    private static ImportTable OfCsv(string path)
    {
        using var header = new CsvTable(path);
        return new(header.Columns, path, columns => Records(path, columns));
    }

    private static IEnumerable<(string?[], string)> Records(string path, IReadOnlyList<int> columns)
    {
        using var table = new CsvTable(path);
        foreach (var record in table.Records()) yield return ([.. columns.Select(c => c < 0 ? null : record[c])], $"{path}:{table.Line}");
    }

    private static ImportTable OfLines(string path, IReadOnlyList<string> keys) => new(keys, path, columns => Lines(path, [.. columns.Select(c => c < 0 ? "" : keys[c])]));

    private static IEnumerable<(string?[], string)> Lines(string path, string[] keys)
    {
        foreach (var line in JsonText.Lines(path)) yield return ([.. keys.Select(key => key.Length == 0 ? null : Value(line, key))], line.Where);
    }

    private static string? Value(JsonPlace line, string key) => line[key] is not { } value ? null : value.Text ?? throw value.Error($"'{key}' is {JsonLines.KindOf(value.Element)}; a text or number is expected.");

    private static ImportTable OfParquet(string path, DuckDbLimits limits)
    {
        using var file = new ParquetFile(limits, path);
        var names = file.Columns;
        return new(names, path, columns => ParquetRows(path, limits, names, columns));
    }

    private static IEnumerable<(string?[], string)> ParquetRows(string path, DuckDbLimits limits, IReadOnlyList<string> names, IReadOnlyList<int> columns)
    {
        using var file = new ParquetFile(limits, path);
        var row = 0L;
        foreach (var chunk in file.Read(columns.Select(c => c < 0 ? "NULL::VARCHAR" : $"{DuckDbConnection.Identifier(names[c])}::VARCHAR")))
        {
            var texts = Enumerable.Range(0, columns.Count).Select(chunk.Strings).ToArray();
            for (var i = 0; i < chunk.Count; i++) yield return ([.. texts.Select(column => column[i])], $"{path}, row {++row}");
        }
    }
}
