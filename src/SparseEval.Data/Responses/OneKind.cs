namespace SparseEval.Data;

/// <summary>Refuses a long table whose rows are of several metrics or filters: put into one history they would be averaged.</summary>
internal sealed class OneKind(string path)
{
    /// <summary>Columns that say of what kind a score is.</summary>
    public static readonly IReadOnlyList<string> Columns = ["metric", "filter"];

    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);

    /// <exception cref="SparseEvalException">An earlier row is of another kind.</exception>
    public void See(string column, string? kind)
    {
        if (string.IsNullOrWhiteSpace(kind)) return;
        if (!_first.TryGetValue(column, out var first)) _first.Add(column, kind);
        else if (first != kind)
            throw new SparseEvalException($"'{path}' holds scores of several {column}s ('{first}' and '{kind}'), which would be taken for one. Keep the rows of one, or choose it by 'import --{column} {first}'.");
    }
}
