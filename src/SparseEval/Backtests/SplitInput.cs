namespace SparseEval;

/// <summary>What a split may use.</summary>
/// <param name="Matrix">All past models.</param>
/// <param name="Complete">Rows without a missing score, in the matrix's order.</param>
/// <param name="Truth">Full score of a complete row.</param>
/// <param name="Seed">Of random splits.</param>
internal sealed record SplitInput(ResponseMatrix Matrix, IReadOnlyList<int> Complete, Func<int, double> Truth, ulong Seed)
{
    /// <summary>Number of models to hold out: the nearest to the share of all, at least 1.</summary>
    public int Count(double share) => Math.Clamp((int)Math.Floor(share * Matrix.Models.Count + 0.5), 1, Math.Max(1, Matrix.Models.Count - 1));

    public BacktestFold Fold(string name, IEnumerable<int> heldOut)
    {
        var rows = heldOut.Order().ToArray();
        var left = Enumerable.Range(0, Matrix.Models.Count).Except(rows).ToArray();
        if (rows.Length == 0 || left.Length == 0)
            throw new SparseEvalException($"The split '{name}' holds out {rows.Length} of {Matrix.Models.Count} models and leaves {left.Length} as history; at least 1 of each is needed. Give more models, or another split.");
        return new(name, rows, left);
    }
}
