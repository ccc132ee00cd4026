namespace SparseEval;

/// <summary>
/// A = Q T Q' for a symmetric A, T tridiagonal, by Householder reflections (Golub and Van Loan 2013, 8.3.1): a third of an eigen-decomposition's work, and enough to
/// solve with A + alpha I for any alpha in time linear in its size.
/// </summary>
internal sealed class Tridiagonal
{
    private readonly ReflectorBlock[] _blocks;

    private Tridiagonal(double[] diagonal, double[] beside, double[][] reflectors, double[] scales)
    {
        (Diagonal, Beside) = (diagonal, beside);
        _blocks = [.. Enumerable.Range(0, (reflectors.Length + 3) / 4).Select(b => ReflectorBlock.Of(reflectors, scales, 4 * b))];
    }

    public double[] Diagonal { get; }

    /// <summary>Beside[j] couples j and j + 1; one shorter than the diagonal.</summary>
    public double[] Beside { get; }

    public int Size => Diagonal.Length;

    /// <param name="a">Symmetric, both triangles filled; overwritten.</param>
    public static Tridiagonal Of(double[][] a)
    {
        var n = a.Length;
        var (diagonal, beside) = (new double[n], new double[Math.Max(0, n - 1)]);
        var (reflectors, scales) = (new double[Math.Max(0, n - 2)][], new double[Math.Max(0, n - 2)]);
        for (var k = 0; k < n; k++)
        {
            diagonal[k] = a[k][k];
            if (k == n - 2) beside[k] = a[k][k + 1];
            if (k >= n - 2) continue;
            (reflectors[k], scales[k], beside[k]) = Reflect(a[k].AsSpan(k + 1));
            if (scales[k] != 0) Deflate(a, k + 1, reflectors[k], scales[k]);
        }
        return new(diagonal, beside, reflectors, scales);
    }

    /// <summary>Replaces a row r by r Q.</summary>
    public void Rotate(Span<double> row)
    {
        foreach (var block in _blocks) block.Apply(row);
    }

    /// <summary>By bisection on the number of eigenvalues below a shift (Sturm sequence), to the last digits.</summary>
    public double LargestEigenvalue()
    {
        var (low, high) = (0.0, 0.0);
        for (var j = 0; j < Size; j++)
        {
            low = j == 0 ? Diagonal[0] : Math.Max(low, Diagonal[j]);
            high = Math.Max(high, Diagonal[j] + (j > 0 ? Math.Abs(Beside[j - 1]) : 0) + (j < Size - 1 ? Math.Abs(Beside[j]) : 0));
        }
        for (var step = 0; step < 60 && high - low > 1e-15 * Math.Abs(high); step++)
        {
            var middle = low + (high - low) / 2;
            if (IsAboveAll(middle)) high = middle;
            else low = middle;
        }
        return low + (high - low) / 2;
    }

    private bool IsAboveAll(double shift)
    {
        var pivot = 1.0;
        for (var j = 0; j < Size; j++)
        {
            pivot = shift - Diagonal[j] - (j == 0 ? 0 : Beside[j - 1] * Beside[j - 1] / pivot);
            if (!(pivot > 0)) return false;
        }
        return true;
    }

    /// <summary>v and tau with (I - tau v v') x = (beside, 0, ..., 0).</summary>
    private static (double[] V, double Tau, double Beside) Reflect(ReadOnlySpan<double> x)
    {
        var v = x.ToArray();
        var norm = Math.Sqrt(Vectors.Dot(v, v));
        var rest = Vectors.Dot(v.AsSpan(1), v.AsSpan(1));
        if (rest <= 0) return (v, 0, v[0]);
        var beside = v[0] > 0 ? -norm : norm;
        v[0] -= beside;
        return (v, 2 / (v[0] * v[0] + rest), beside);
    }

    /// <summary>H B H of the block B that starts at a row, as B - v w' - w v'.</summary>
    private static void Deflate(double[][] a, int from, double[] v, double tau)
    {
        var w = new double[v.Length];
        for (var i = 0; i < w.Length; i++) w[i] = tau * Vectors.Dot(a[from + i].AsSpan(from), v);
        Vectors.Add(w, v, -tau / 2 * Vectors.Dot(w, v));
        for (var i = 0; i < w.Length; i++) Vectors.Add(a[from + i].AsSpan(from), w, -v[i], v, -w[i]);
    }
}
