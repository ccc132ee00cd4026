namespace SparseEval.Onnx;

/// <summary>What a pass over the rests of options may hold. Items of a batch are bounded by their first pass, and may have any number of options of any length.</summary>
/// <param name="MostRows">Rows, at least 1.</param>
/// <param name="MostTokens">Tokens, padding included; a longer row runs alone.</param>
internal sealed record PassLimits(int MostRows, long MostTokens)
{
    /// <summary>Several times what the first pass holds, so that the usual four or five short options of an item stay together.</summary>
    private const int Factor = 8;

    public PassLimits(OnnxEngineOptions options) : this((int)Math.Min(int.MaxValue, (long)Factor * options.MaxBatch), (long)Factor * options.TokenBudget)
    {
    }

    /// <summary>Rows in their order, in parts that keep to the limits.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="length">Tokens of one.</param>
    /// <param name="together">Whether several may share a pass.</param>
    public IEnumerable<List<T>> Divide<T>(IReadOnlyList<T> rows, Func<T, int> length, bool together)
    {
        var (part, longest) = (new List<T>(), 0);
        foreach (var row in rows)
        {
            longest = Math.Max(longest, length(row));
            if (part.Count > 0 && (!together || part.Count >= MostRows || (part.Count + 1L) * longest > MostTokens))
            {
                yield return part;
                (part, longest) = ([], length(row));
            }
            part.Add(row);
        }
        if (part.Count > 0) yield return part;
    }
}
