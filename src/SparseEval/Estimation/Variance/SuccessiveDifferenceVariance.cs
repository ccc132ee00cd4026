namespace SparseEval;

/// <summary>
/// V = n / (2 (n - 1)) sum over neighbours j, j + 1 along the order of (1 - (pi_j + pi_j+1) / 2) (u_j - u_j+1)^2, for systematic samples: a trend along the order is no error.
/// </summary>
/// <remarks>
/// Wolter (2007), 8.2, estimator v2, with his finite-population correction taken for each pair. One random start has no unbiased variance estimate; this one errs on the large side where
/// neighbours differ more than the trend, and is wrong where scores repeat with the interval's period. Degrees of freedom are 2 (n - 1)^2 / (3 n - 4) for equal weights (von Neumann 1941).
/// </remarks>
/// <param name="Place">Place of each drawn item along the order.</param>
internal sealed record SuccessiveDifferenceVariance(int[] Place) : DesignVariance
{
    /// <param name="order">Positions in the order of selection.</param>
    /// <param name="drawn">Drawn positions in the order of the sample.</param>
    public static SuccessiveDifferenceVariance Along(int[] order, int[] drawn)
    {
        var place = new int[order.Length];
        for (var k = 0; k < order.Length; k++) place[order[k]] = k;
        return new(Array.ConvertAll(drawn, i => place[i]));
    }

    public override VarianceForm For(ScoredPart part)
    {
        var along = Enumerable.Range(0, part.Count).Where(i => part.Probabilities[i] < InclusionProbabilities.Certain).OrderBy(i => Place[part.Positions[i]]).ToArray();
        var scale = along.Length < 2 ? 0 : Math.Sqrt(along.Length / (2.0 * (along.Length - 1)));
        return new DifferenceForm([.. along.Zip(along.Skip(1), (i, j) => (i, j, scale))], Array.ConvertAll(part.Probabilities, p => 1 - p));
    }
}
