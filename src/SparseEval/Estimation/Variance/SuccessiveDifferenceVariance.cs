namespace SparseEval;

/// <summary>
/// V = n / (2 (n - 1)) sum over neighbours j, j + 1 along the order of (1 - (pi_j + pi_j+1) / 2) (u_j - u_j+1)^2, for systematic samples: a trend along the order is no error.
/// </summary>
/// <remarks>
/// Wolter (2007), 8.2, estimator v2, with his finite-population correction taken for each pair. One random start has no unbiased variance estimate; this one errs on the large side where
/// neighbours differ more than the trend, and is wrong where scores repeat with the interval's period. Degrees of freedom 2 (n - 1)^2 / (3 n - 4), von Neumann (1941).
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
        var uncertain = Enumerable.Range(0, part.Count).Where(i => part.Probabilities[i] < 1 - 1e-9);
        return new Form([.. uncertain.OrderBy(i => Place[part.Positions[i]])], part.Probabilities);
    }

    private sealed class Form(int[] along, double[] probabilities) : VarianceForm
    {
        public override double[] Parts(IReadOnlyList<double> expanded)
        {
            var n = along.Length;
            if (n < 2) return [.. along.Select(i => Math.Sqrt(1 - probabilities[i]) * expanded[i])];
            var parts = new double[n - 1];
            for (var k = 0; k + 1 < n; k++)
            {
                var (i, j) = (along[k], along[k + 1]);
                parts[k] = Math.Sqrt(n / (2.0 * (n - 1)) * (1 - (probabilities[i] + probabilities[j]) / 2)) * (expanded[i] - expanded[j]);
            }
            return parts;
        }

        public override double DegreesOfFreedom(IReadOnlyList<double> spread)
        {
            var n = Math.Max(2, Equivalent(spread));
            return 2 * (n - 1) * (n - 1) / (3 * n - 4);
        }
    }
}
