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
}
