using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>Largest eigenvalues of a symmetric positive semidefinite matrix with their vectors, descending.</summary>
/// <param name="Values">At least 0.</param>
/// <param name="Vectors">One row of length n for each value, orthonormal.</param>
internal sealed record TopEigen(double[] Values, double[][] Vectors)
{
    private const int Exact = 96;
    private const int Extra = 8;
    private const int Iterations = 12;

    /// <summary>
    /// Exact (dense) to 96 rows; above, subspace iteration from a seeded start with 8 vectors to spare and 12 rounds, which settles what stands out of the
    /// bulk of the spectrum (Halko, Martinsson and Tropp 2011).
    /// </summary>
    /// <param name="matrix">n x n, row-major.</param>
    /// <param name="size">n.</param>
    /// <param name="count">How many; at most n.</param>
    /// <param name="seed">Of the start.</param>
    /// <param name="parallel">Threads.</param>
    public static TopEigen Of(double[] matrix, int size, int count, ulong seed, ParallelOptions parallel)
    {
        if (size <= Exact || count + Extra > size / 2) return Dense(matrix, size, count);
        var stream = new SeededStream(seed, "eigen");
        var basis = new double[count + Extra][];
        for (var j = 0; j < basis.Length; j++) basis[j] = [.. Enumerable.Range(0, size).Select(_ => stream.Normal())];
        for (var round = 0; round < Iterations; round++)
        {
            Orthonormalise(basis);
            basis = Product(matrix, size, basis, parallel);
        }
        Orthonormalise(basis);
        return Ritz(basis, Product(matrix, size, basis, parallel), count);
    }

    private static TopEigen Dense(double[] matrix, int size, int count)
    {
        var evd = new DenseMatrix(size, size, (double[])matrix.Clone()).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, size).OrderByDescending(j => evd.EigenValues[j].Real).Take(count).ToArray();
        return new(Array.ConvertAll(order, j => Math.Max(0, evd.EigenValues[j].Real)), Array.ConvertAll(order, j => evd.EigenVectors.Column(j).ToArray()));
    }

    private static TopEigen Ritz(double[][] basis, double[][] product, int count)
    {
        var small = new double[basis.Length * basis.Length];
        for (var i = 0; i < basis.Length; i++)
            for (var j = 0; j <= i; j++)
                small[i * basis.Length + j] = small[j * basis.Length + i] = SparseEval.Vectors.Dot(basis[i], product[j]);
        var inner = Dense(small, basis.Length, count);
        return new(inner.Values, Array.ConvertAll(inner.Vectors, weights =>
        {
            var vector = new double[basis[0].Length];
            for (var j = 0; j < weights.Length; j++) SparseEval.Vectors.AddScaled(vector, weights[j], basis[j]);
            return vector;
        }));
    }

    private static double[][] Product(double[] matrix, int size, double[][] basis, ParallelOptions parallel)
    {
        var product = Array.ConvertAll(basis, _ => new double[size]);
        Parallel.For(0, size, parallel, i =>
        {
            var row = matrix.AsSpan(i * size, size);
            for (var j = 0; j < basis.Length; j++) product[j][i] = SparseEval.Vectors.Dot(row, basis[j]);
        });
        return product;
    }

    /// <summary>Modified Gram-Schmidt, each vector twice; one that vanishes is left at 0.</summary>
    private static void Orthonormalise(double[][] basis)
    {
        for (var j = 0; j < basis.Length; j++)
        {
            var before = Math.Sqrt(SparseEval.Vectors.Dot(basis[j], basis[j]));
            for (var twice = 0; twice < 2; twice++)
                for (var l = 0; l < j; l++) SparseEval.Vectors.AddScaled(basis[j], -SparseEval.Vectors.Dot(basis[j], basis[l]), basis[l]);
            var length = Math.Sqrt(SparseEval.Vectors.Dot(basis[j], basis[j]));
            var scale = length > 1e-12 * before ? 1 / length : 0;
            for (var i = 0; i < basis[j].Length; i++) basis[j][i] *= scale;
        }
    }
}
