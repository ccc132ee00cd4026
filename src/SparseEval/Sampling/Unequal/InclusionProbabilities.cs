namespace SparseEval;

/// <summary>Inclusion probabilities of a fixed-size design.</summary>
internal static class InclusionProbabilities
{
    /// <summary>Above this an item counts as certain.</summary>
    public const double Certain = 1 - 1e-9;

    /// <summary>min(1, k x_i) with k such that they sum to n; items that would be above 1 are certain (R's inclusionprobabilities). Sizes of 0 give 0.</summary>
    /// <param name="sizes">At least 0; at least n of them above 0.</param>
    /// <param name="size">n.</param>
    public static double[] ProportionalTo(IReadOnlyList<double> sizes, int size)
    {
        var probabilities = new double[sizes.Count];
        var open = Enumerable.Range(0, sizes.Count).Where(i => sizes[i] > 0).ToList();
        var left = size;
        while (open.Count > 0)
        {
            var scale = left / open.Sum(i => sizes[i]);
            foreach (var i in open) probabilities[i] = Math.Min(1, scale * sizes[i]);
            var more = open.RemoveAll(i => scale * sizes[i] >= Certain);
            if (more == 0) break;
            left -= more;
            foreach (var i in open) probabilities[i] = 0;
        }
        for (var i = 0; i < probabilities.Length; i++)
            if (probabilities[i] >= Certain) probabilities[i] = 1;
        return probabilities;
    }

    /// <summary>(1 - tau) pi + tau n / N: no item is below tau n / N, so no weight is above N / (n tau).</summary>
    public static double[] Mixed(double[] probabilities, int size, double uniform) => Array.ConvertAll(probabilities, p =>
    {
        var mixed = (1 - uniform) * p + uniform * size / probabilities.Length;
        return mixed >= Certain ? 1 : mixed;
    });
}
