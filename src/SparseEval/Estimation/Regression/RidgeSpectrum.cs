using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// X X' = U diag(lambda) U' for a tall or wide X (n x m): one factorisation serves every penalty. U has the n rows and the rank's columns;
/// eigenvalues below 1e-10 of the largest (duplicate or constant columns) are dropped.
/// </summary>
internal sealed class RidgeSpectrum
{
    private RidgeSpectrum(double[][] u, double[] lambda) => (U, Lambda) = (u, lambda);

    public double[][] U { get; }

    public double[] Lambda { get; }

    /// <summary>U' values.</summary>
    public double[] Project(double[] values)
    {
        var projected = new double[Lambda.Length];
        for (var i = 0; i < values.Length; i++)
            for (var j = 0; j < projected.Length; j++) projected[j] += U[i][j] * values[i];
        return projected;
    }

    public static RidgeSpectrum Of(double[][] x, int columns)
    {
        var wide = x.Length <= columns;
        var vectors = wide ? x : Transpose(x, columns);
        var evd = Gram(vectors).Evd(Symmetricity.Symmetric);
        var values = evd.EigenValues.Select(v => v.Real).ToArray();
        var largest = values.Max();
        var kept = Enumerable.Range(0, values.Length).Where(j => largest > 0 && values[j] > 1e-10 * largest).ToArray();
        var basis = Array.ConvertAll(kept, j => evd.EigenVectors.Column(j).ToArray());
        var lambda = Array.ConvertAll(kept, j => values[j]);
        var u = new double[x.Length][];
        for (var i = 0; i < u.Length; i++)
            u[i] = wide ? Array.ConvertAll(basis, b => b[i]) : [.. basis.Select((b, j) => Vectors.Dot(x[i], b) / Math.Sqrt(lambda[j]))];
        return new(u, lambda);
    }

    private static DenseMatrix Gram(double[][] vectors)
    {
        var gram = new DenseMatrix(vectors.Length);
        for (var i = 0; i < vectors.Length; i++)
            for (var j = 0; j <= i; j++) gram[i, j] = gram[j, i] = Vectors.Dot(vectors[i], vectors[j]);
        return gram;
    }

    private static double[][] Transpose(double[][] x, int columns)
    {
        var transposed = new double[columns][];
        for (var j = 0; j < columns; j++) transposed[j] = Array.ConvertAll(x, row => row[j]);
        return transposed;
    }
}
