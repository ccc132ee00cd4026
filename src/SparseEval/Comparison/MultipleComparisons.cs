namespace SparseEval;

/// <summary>p-values of many tests, adjusted so that each can be held against one level.</summary>
public static class MultipleComparisons
{
    /// <summary>Holm's step-down: the chance of any false claim among all stays at the level, whatever the dependence.</summary>
    /// <param name="p">p-values in [0, 1], in any order.</param>
    /// <returns>Adjusted p-values in the same order.</returns>
    /// <exception cref="SparseEvalException">A value is outside [0, 1].</exception>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        var (order, adjusted, least) = (Ascending(p), new double[p.Count], 0.0);
        for (var k = 0; k < order.Length; k++)
            adjusted[order[k]] = least = Math.Max(least, Math.Min(1, (p.Count - k) * p[order[k]]));
        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up: the expected share of false claims among all claims stays at the level, for independent or positively dependent tests.</summary>
    /// <param name="p">p-values in [0, 1], in any order.</param>
    /// <returns>Adjusted p-values in the same order.</returns>
    /// <exception cref="SparseEvalException">A value is outside [0, 1].</exception>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p)
    {
        var (order, adjusted, most) = (Ascending(p), new double[p.Count], 1.0);
        for (var k = order.Length - 1; k >= 0; k--)
            adjusted[order[k]] = most = Math.Min(most, p.Count / (k + 1.0) * p[order[k]]);
        return adjusted;
    }

    private static int[] Ascending(IReadOnlyList<double> p)
    {
        for (var i = 0; i < p.Count; i++)
            if (!(p[i] >= 0 && p[i] <= 1)) throw new SparseEvalException($"p-value {p[i]} at position {i} is not in [0, 1].");
        return [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
    }
}
