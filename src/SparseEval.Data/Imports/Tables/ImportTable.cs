namespace SparseEval.Data;

/// <summary>A flat table in CSV, TSV, JSON Lines or Parquet: named columns, values as text.</summary>
internal sealed class ImportTable
{
    private readonly Lazy<IReadOnlyList<string>> _columns;
    private readonly Func<IReadOnlyList<int>, IEnumerable<(string?[] Values, Place Where)>> _rows;

    private ImportTable(string path, IReadOnlyList<string> header, Func<IReadOnlyList<string>> columns, Func<IReadOnlyList<int>, IEnumerable<(string?[], Place)>> rows) =>
        (Path, Header, _columns, _rows) = (path, header, new(columns), rows);

    public string Path { get; }

    /// <summary>The columns that the file begins with: all of them, but in JSON Lines, where later lines may have other keys.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>All columns in the order of first appearance.</summary>
    public IReadOnlyList<string> Columns => _columns.Value;

    /// <summary>Null where the source is no table.</summary>
    public static ImportTable? TryOpen(ImportSource source, DuckDbLimits limits) => source.Table ??= Open(source, limits);

    /// <summary>The place of a column.</summary>
    public int Require(string column) => Find(column) is >= 0 and var place ? place : throw new SparseEvalException($"'{Path}' has no column '{column}'. It has: {CsvTable.Shortened(Columns)}.{(CsvTable.OtherSeparator(Columns) is { Length: > 0 } other ? other : " Name the columns with --map.")}");

    /// <summary>The place of a column, or -1.</summary>
    public int Find(string column)
    {
        var found = Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == column).Take(2).ToList();
        return found.Count < 2 ? found.FirstOrDefault(-1) : throw new SparseEvalException($"'{Path}' names the column '{column}' twice. Rename one.");
    }

    /// <summary>The rows with the values of some columns, each valid until the next; a place of -1 has none.</summary>
    public IEnumerable<(string?[] Values, Place Where)> Rows(params IReadOnlyList<int> columns) => _rows(columns);

    private static ImportTable? Open(ImportSource source, DuckDbLimits limits)
    {
        if (source.IsFolder || source.IsZip) return null;
        if (source.IsParquet) return OfParquet(source.Path, limits);
        if (source.Extension is ".csv" or ".tsv") return OfCsv(source.Path);
        return source.FirstLine is { } first ? OfLines(source.Path, [.. first.Members().Select(m => m.Name)]) : null;
    }

    private static ImportTable OfCsv(string path)
    {
        using var header = new CsvTable(path);
        var columns = header.Columns;
        return new(path, columns, () => columns, places => CsvRows(path, places));
    }

    private static IEnumerable<(string?[], Place)> CsvRows(string path, IReadOnlyList<int> columns)
    {
        using var table = new CsvTable(path);
        var (origin, values) = ($"{path}:", new string?[columns.Count]);
        foreach (var record in table.Records())
        {
            for (var i = 0; i < values.Length; i++) values[i] = columns[i] < 0 ? null : record[columns[i]];
            yield return (values, new(origin, table.Line));
        }
    }

    private static ImportTable OfLines(string path, IReadOnlyList<string> first)
    {
        var keys = new Lazy<LineKeys>(() => LineKeys.Of(path));
        return new(path, first, () => keys.Value.Names, columns => LineRows(path, keys.Value, columns));
    }

    private static IEnumerable<(string?[], Place)> LineRows(string path, LineKeys keys, IReadOnlyList<int> columns)
    {
        var values = new string?[columns.Count];
        var slots = Enumerable.Repeat(-1, keys.Names.Count).ToArray();
        for (var i = 0; i < columns.Count; i++)
            if (columns[i] >= 0) slots[columns[i]] = i;
        var (origin, number) = ($"{path}:", 0);
        foreach (var line in JsonText.Lines(path, at => number = at))
        {
            Array.Clear(values);
            foreach (var (place, value) in keys.Members(line.Element))
                if (slots[place] is >= 0 and var slot) values[slot] = Text(line, keys.Names[place], value);
            yield return (values, new(origin, number));
        }
    }

    private static string? Text(JsonPlace line, string key, System.Text.Json.JsonElement value) => value.ValueKind == System.Text.Json.JsonValueKind.Null ? null
        : line.Inside(key, value) is var inside && inside.Text is { } text ? text : throw inside.Error($"'{key}' is {JsonLines.KindOf(value)}; a text or number is expected.");

    private static ImportTable OfParquet(string path, DuckDbLimits limits)
    {
        using var file = new ParquetFile(limits, path);
        var names = file.Columns;
        return new(path, names, () => names, columns => ParquetRows(path, limits, names, columns));
    }

    private static IEnumerable<(string?[], Place)> ParquetRows(string path, DuckDbLimits limits, IReadOnlyList<string> names, IReadOnlyList<int> columns)
    {
        using var file = new ParquetFile(limits, path);
        file.RequireScalars([.. columns.Where(c => c >= 0).Distinct().Select(c => names[c])]);
        var (origin, row, values) = ($"{path}, row ", 0, new string?[columns.Count]);
        foreach (var chunk in file.Read(columns.Select(c => c < 0 ? "NULL::VARCHAR" : $"{DuckDbConnection.Identifier(names[c])}::VARCHAR")))
        {
            var texts = Enumerable.Range(0, columns.Count).Select(chunk.Strings).ToArray();
            for (var i = 0; i < chunk.Count; i++)
            {
                for (var c = 0; c < values.Length; c++) values[c] = texts[c][i];
                yield return (values, new(origin, ++row));
            }
        }
    }
}
