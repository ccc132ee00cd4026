using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval.Tests;

/// <summary>The tridiagonal reduction against MathNet's dense algebra.</summary>
public sealed class TridiagonalTests
{
    public static TheoryData<int, int> Sizes() => new() { { 1, 3 }, { 2, 5 }, { 3, 2 }, { 4, 9 }, { 7, 7 }, { 18, 5 }, { 37, 60 } };

    [Theory, MemberData(nameof(Sizes))]
    public void Shifted_solves_and_forms_equal_a_dense_inverse(int size, int columns)
    {
        var (x, gram) = Gram(size, columns);
        var t = Tridiagonal.Of(Array.ConvertAll(Rows(gram), r => (double[])r.Clone()));
        double[] shifts = [1e-3, 0.02, 0.5, 1, 7];
        var solver = new ShiftedTridiagonals(t, shifts);
        var rotated = (double[])x.Clone();
        t.Rotate(rotated);
        var (solved, forms) = (solver.Solve(rotated), new double[shifts.Length]);
        solver.Forms(rotated, forms);
        for (var v = 0; v < shifts.Length; v++)
        {
            var expected = (gram + shifts[v] * DenseMatrix.CreateIdentity(size)).Solve(DenseVector.OfArray(x)).ToArray();
            Assert.Equal(Vectors.Dot(x, expected), forms[v], 1e-7);
            t.Rotate(expected);
            foreach (var (a, b) in expected.Zip(solved[v])) Assert.Equal(a, b, 1e-7);
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void The_largest_eigenvalue_is_the_dense_one(int size, int columns)
    {
        var (_, gram) = Gram(size, columns);
        var expected = gram.Evd().EigenValues.Max(e => e.Real);
        Assert.Equal(1, Tridiagonal.Of(Rows(gram)).LargestEigenvalue() / expected, 1e-12);
    }

    [Fact]
    public void A_matrix_of_zeros_has_the_largest_eigenvalue_zero() =>
        Assert.Equal(0, Tridiagonal.Of([[0, 0, 0], [0, 0, 0], [0, 0, 0]]).LargestEigenvalue());

    private static (double[] X, DenseMatrix Gram) Gram(int size, int columns)
    {
        var random = new Random(size);
        var z = DenseMatrix.Create(size, columns, (_, _) => random.NextDouble() - 0.5);
        return ([.. Enumerable.Range(0, size).Select(_ => random.NextDouble())], (DenseMatrix)(z * z.Transpose()));
    }

    private static double[][] Rows(DenseMatrix matrix) => matrix.ToRowArrays();
}
