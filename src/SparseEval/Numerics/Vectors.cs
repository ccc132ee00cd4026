using System.Numerics;

namespace SparseEval;

/// <summary>Products of plain arrays by the processor's vector instructions.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, width, i) = (Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width) sum += new Vector<double>(a.Slice(i, width)) * new Vector<double>(b.Slice(i, width));
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    /// <summary>Sum of w_j a_j^2.</summary>
    public static double Form(ReadOnlySpan<double> a, ReadOnlySpan<double> w)
    {
        var (sum, width, i) = (Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
        {
            var v = new Vector<double>(a.Slice(i, width));
            sum += v * v * new Vector<double>(w.Slice(i, width));
        }
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * a[i] * w[i];
        return total;
    }
}
