using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>Z Z' = U diag(lambda) U' of a tall or wide Z (n x m), by the smaller of its two Gram matrices; eigenvalues below 1e-10 of the largest are dropped.</summary>
/// <param name="Vectors">U as columns: one array of n numbers for each eigenvalue.</param>
/// <param name="Lambda">Eigenvalues, above 0.</param>
internal sealed record GramSpectrum(double[][] Vectors, double[] Lambda)
{
    /// <summary>Penalties as multiples of the mean squared length of a row, from hardly any to nearly none of the history's say.</summary>
    public static readonly double[] Penalties = [.. Enumerable.Range(0, 13).Select(i => Math.Pow(10, -3 + i / 2.0))];

    /// <summary>Mean squared length of the n rows: the unit of penalties.</summary>
    public double Scale { get; } = Math.Max(Lambda.Sum() / Math.Max(1, Vectors.Length == 0 ? 1 : Vectors[0].Length), 1e-12);

    public static GramSpectrum Of(double[][] rows)
    {
        var (n, m) = (rows.Length, rows[0].Length);
        var wide = n <= m;
        var vectors = wide ? rows : [.. Enumerable.Range(0, m).Select(j => Array.ConvertAll(rows, r => r[j]))];
        var gram = new DenseMatrix(vectors.Length);
        for (var i = 0; i < vectors.Length; i++)
            for (var j = 0; j <= i; j++) gram[i, j] = gram[j, i] = SparseEval.Vectors.Dot(vectors[i], vectors[j]);
        var evd = gram.Evd(Symmetricity.Symmetric);
        var values = evd.EigenValues.Select(v => v.Real).ToArray();
        var kept = Enumerable.Range(0, values.Length).Where(j => values[j] > 1e-10 * values.Max() && values[j] > 0).ToArray();
        var basis = Array.ConvertAll(kept, j => evd.EigenVectors.Column(j).ToArray());
        var lambda = Array.ConvertAll(kept, j => values[j]);
        return new(wide ? basis : [.. basis.Select((b, j) => Left(rows, b, lambda[j]))], lambda);
    }

    public double[] Project(double[] values) => Array.ConvertAll(Vectors, u => SparseEval.Vectors.Dot(u, values));

    /// <summary>(Z Z' + penalty I)^-1 x for an x in the span of the columns of Z, given by its projection.</summary>
    public double[] Solve(double[] projected, double penalty)
    {
        var solution = new double[Vectors[0].Length];
        for (var j = 0; j < Lambda.Length; j++) SparseEval.Vectors.AddScaled(solution, projected[j] / (Lambda[j] + penalty), Vectors[j]);
        return solution;
    }

    /// <summary>
    /// Mean absolute error of the ridge regression of one number a column of Z on the columns, at each penalty, every column left out in turn (closed form of ridge regression).
    /// </summary>
    /// <param name="rows">Z.</param>
    /// <param name="gaps">m numbers.</param>
    /// <param name="projected">Projection of Z gaps.</param>
    /// <param name="level">Leverage of what the regression holds fixed.</param>
    public double[] LeaveOneOutErrors(double[][] rows, double[] gaps, double[] projected, double level)
    {
        var sides = Array.ConvertAll(Vectors, u =>
        {
            var combined = new double[gaps.Length];
            for (var i = 0; i < u.Length; i++) SparseEval.Vectors.AddScaled(combined, u[i], rows[i]);
            return combined;
        });
        return Array.ConvertAll(Penalties, penalty =>
        {
            var (fit, leverage) = (new double[gaps.Length], new double[gaps.Length]);
            Array.Fill(leverage, level);
            for (var j = 0; j < sides.Length; j++) SparseEval.Vectors.AddRidge(fit, leverage, sides[j], Lambda[j] + penalty * Scale, projected[j]);
            return gaps.Select((g, m) => Math.Abs(g - fit[m]) / Math.Max(1e-3, 1 - leverage[m])).Average();
        });
    }

    private static double[] Left(double[][] rows, double[] right, double lambda) =>
        Array.ConvertAll(rows, r => SparseEval.Vectors.Dot(r, right) / Math.Sqrt(lambda));
}
