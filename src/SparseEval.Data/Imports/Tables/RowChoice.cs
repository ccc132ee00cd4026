namespace SparseEval.Data;

/// <summary>Chooses the rows of a long table by a column that says of which metric, filter or split each score is; several in one history are refused.</summary>
internal sealed class RowChoice
{
    private const string Blank = "(empty)";
    private readonly string _what;
    private readonly string? _wanted;
    private readonly OrderedDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private string? _chosen;

    private RowChoice(string what, string? wanted, int place) => (_what, _wanted, _chosen, Place) = (what, wanted, wanted, place);

    /// <summary>The column's place.</summary>
    public int Place { get; }

    /// <summary>What the rows that are kept are of; null before the first.</summary>
    public string? Chosen => _chosen;

    public bool IsMetric => _what == "metric";

    public string Dropped => $"another {_what}";

    /// <summary>The choices that the columns of a table leave. A column that the map gives another part is none.</summary>
    /// <exception cref="SparseEvalException">One is chosen of which the table has no column.</exception>
    public static List<RowChoice> Of(ImportTable table, ImportOptions options)
    {
        var choices = new List<RowChoice>();
        foreach (var (what, wanted) in new[] { ("metric", options.Metric), ("filter", options.Filter), ("split", options.Split) })
        {
            var place = options.Map.TryGetValue(what, out var mapped) ? table.Require(mapped) : options.Map.Values.Contains(what) ? -1 : table.Find(what);
            if (place >= 0) choices.Add(new(what, wanted, place));
            else if (wanted is not null) throw new SparseEvalException($"--{what} has no effect on '{table.Path}': it has no column '{what}'. It has: {CsvTable.Shortened(table.Columns)}. Leave --{what} out, or name the column with --map {what}=COLUMN.");
        }
        return choices;
    }

    /// <summary>True where a row is of what is chosen, which without a choice is what the first row is of.</summary>
    public bool Keeps(string? value)
    {
        var name = string.IsNullOrWhiteSpace(value) ? Blank : value;
        _seen[name] = _seen.GetValueOrDefault(name) + 1;
        return name == (_chosen ??= name);
    }

    /// <exception cref="SparseEvalException">Rows are of several and none was chosen, or no row is of the chosen one.</exception>
    public void Check(string path)
    {
        if (_seen.Count > 0) _ = Choose.Of(_what, $"--{_what}", _wanted, _seen.Keys, path);
    }
}
