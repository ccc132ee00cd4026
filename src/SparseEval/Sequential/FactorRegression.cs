using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>Ridge regression of scores on item factors with a free level: penalty 1, since factors carry the prior spread of their coefficients.</summary>
internal sealed class FactorRegression(ItemFactors factors)
{
    private readonly double[] _mean = [.. Enumerable.Range(0, factors.Count).Select(j => factors.Values.Average(f => f[j]))];

    public ItemFactors Factors => factors;

    /// <param name="items">Positions of the scored items, two or more.</param>
    /// <param name="scores">Of these items.</param>
    public FactorFit Fit(int[] items, double[] scores)
    {
        var (n, k) = (items.Length, factors.Count);
        var centre = new double[k];
        foreach (var i in items)
            for (var j = 0; j < k; j++) centre[j] += factors.Values[i][j] / n;
        var level = scores.Average();
        var rows = Array.ConvertAll(items, i => factors.Values[i].Zip(centre, (f, c) => f - c).ToArray());
        var cross = DenseMatrix.CreateIdentity(k);
        var right = new double[k];
        for (var r = 0; r < n; r++)
            for (var j = 0; j < k; j++)
            {
                right[j] += rows[r][j] * (scores[r] - level);
                for (var l = 0; l <= j; l++) cross[j, l] += rows[r][j] * rows[r][l];
            }
        for (var j = 0; j < k; j++)
            for (var l = j + 1; l < k; l++) cross[j, l] = cross[l, j];
        var inverse = cross.Cholesky().Solve(DenseMatrix.CreateIdentity(k));
        var slope = inverse.Multiply(DenseVector.OfArray(right)).ToArray();
        return new(factors, _mean, centre, level, slope) { DeletedResiduals = Deleted(rows, scores, level, slope, inverse.ToRowArrays()) };
    }

    /// <summary>As if each item had been predicted by a fit without it, level included.</summary>
    private static double[] Deleted(double[][] rows, double[] scores, double level, double[] slope, double[][] inverse)
    {
        var n = rows.Length;
        return [.. rows.Select((row, r) =>
        {
            var leverage = 1.0 / n;
            for (var j = 0; j < row.Length; j++) leverage += row[j] * Vectors.Dot(inverse[j], row);
            return (scores[r] - level - Vectors.Dot(slope, row)) / Math.Max(1e-6, 1 - leverage);
        })];
    }
}
