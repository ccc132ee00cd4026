namespace SparseEval;

/// <summary>Weights at least 0 with sum 1 that make a mixture of estimates come nearest to the truth over past models.</summary>
/// <remarks>Stacking (Wolpert 1992; Breiman 1996): least squares on the simplex, with a slight pull to equal weights, by exponentiated gradient to 1e-9.</remarks>
internal static class SimplexWeights
{
    private const int MostSteps = 4000;
    private const double Pull = 2.5e-3;

    /// <param name="errors">Models x estimates: estimate minus truth.</param>
    public static double[] Fit(double[][] errors)
    {
        var size = errors[0].Length;
        var cross = Cross(errors, size);
        var weights = Enumerable.Repeat(1.0 / size, size).ToArray();
        var rate = 0.5 / cross.Max(row => row.Max(Math.Abs));
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = Array.ConvertAll(cross, row => Vectors.Dot(row, weights));
            var level = Vectors.Dot(gradient, weights);
            var moved = weights.Select((w, j) => w * Math.Exp(-rate * (gradient[j] - level))).ToArray();
            var sum = moved.Sum();
            var change = 0.0;
            for (var j = 0; j < size; j++)
            {
                change = Math.Max(change, Math.Abs(moved[j] / sum - weights[j]));
                weights[j] = moved[j] / sum;
            }
            if (change < 1e-9) break;
        }
        return weights;
    }

    /// <summary>Mean products of errors in units of the mean square of all, plus the pull.</summary>
    private static double[][] Cross(double[][] errors, int size)
    {
        var scale = errors.Sum(e => Vectors.Dot(e, e)) / size + 1e-30;
        return [.. Enumerable.Range(0, size).Select(a => Enumerable.Range(0, size)
            .Select(b => errors.Sum(e => e[a] * e[b]) / scale + (a == b ? Pull : 0)).ToArray())];
    }
}
