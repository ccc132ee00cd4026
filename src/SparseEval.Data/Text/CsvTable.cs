namespace SparseEval.Data;

/// <summary>A CSV or TSV file with a header: records as long as the header, columns found by name.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly Utf8LineReader _lines;
    private readonly CsvReader _records;

    public CsvTable(string path)
    {
        _lines = new Utf8LineReader(path);
        _records = new CsvReader(_lines, TextInput.ExtensionOf(path) == ".tsv" ? '\t' : ',');
        Columns = [.. _records.Read() ?? throw Dispose($"'{path}' is empty; a header line was expected.")];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>1-based line on which the current record begins.</summary>
    public int Line => _records.Line;

    public IEnumerable<IReadOnlyList<string>> Records()
    {
        while (_records.Read() is { } record)
            yield return record.Count == Columns.Count
                ? record
                : throw _records.Error($"the record has {record.Count} fields; the header has {Columns.Count}.");
    }

    /// <summary>Position of the column called exactly so.</summary>
    public int IndexOf(string column)
    {
        var found = Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == column).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw Error(1, $"there is no column '{column}'. The header has: {Shortened(Columns)}.{OtherSeparator(Columns)}"),
            _ => throw Error(1, $"the header names column '{column}' twice."),
        };
    }

    public SparseEvalException Error(string sentence) => _records.Error(sentence);

    public SparseEvalException Error(int line, string sentence) => _lines.Error(line, sentence);

    /// <summary>The names for a message, the first dozen when there are many.</summary>
    public static string Shortened(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(12)) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");

    /// <summary>What to do about a header that is one column because another character separates its fields; empty for others.</summary>
    public static string OtherSeparator(IReadOnlyList<string> columns) => columns is not [var only] ? "" : only.Contains(';', StringComparison.Ordinal) ? " Its fields are separated by semicolons: save it with commas, and with points in numbers."
        : only.Contains('\t', StringComparison.Ordinal) ? " Its fields are separated by tabs: call it .tsv, or save it with commas." : only.Contains(',', StringComparison.Ordinal) ? " Its fields are separated by commas: call it .csv." : "";

    public void Dispose() => _lines.Dispose();

    private SparseEvalException Dispose(string message)
    {
        _lines.Dispose();
        return new SparseEvalException(message);
    }
}
