namespace SparseEval;

/// <summary>What two halves of the models differ by.</summary>
internal sealed record DriftFigures(double First, double Second, double? Correlation, IReadOnlyList<CategoryDrift> Categories)
{
    /// <param name="halved">All halvings.</param>
    /// <param name="halving">Which.</param>
    /// <param name="names">Category of each item.</param>
    public static DriftFigures Of(HalvedHistory halved, int halving, string[] names)
    {
        var (items, a, b) = halved.Means(halving);
        if (items.Length == 0) return new(0, 0, null, []);
        var (first, second) = (a.Average(), b.Average());
        var categories = items.Select((i, k) => (Name: names[i], Early: a[k], Late: b[k])).GroupBy(i => i.Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CategoryDrift(g.Key, g.Count(), g.Average(i => i.Early), g.Average(i => i.Late), g.Average(i => i.Late) - g.Average(i => i.Early) - (second - first)));
        return new(first, second, Pearson(a, b), [.. categories]);
    }

    private static double? Pearson(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var (va, vb) = (a.Sum(x => (x - ma) * (x - ma)), b.Sum(x => (x - mb) * (x - mb)));
        return va <= 1e-12 || vb <= 1e-12 ? null : Math.Clamp(a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(va * vb), -1, 1);
    }
}
