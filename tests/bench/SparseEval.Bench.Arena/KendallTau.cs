namespace SparseEval.Bench.Arena;

/// <summary>Kendall's tau-b.</summary>
internal static class KendallTau
{
    /// <returns>Null where either side is constant.</returns>
    public static double? B(double[] a, double[] b)
    {
        long concordant = 0, onlyA = 0, onlyB = 0;
        for (var i = 0; i < a.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (Math.Sign(a[i] - a[j]), Math.Sign(b[i] - b[j]));
                concordant += x * y;
                if (x != 0) onlyA++;
                if (y != 0) onlyB++;
            }
        return onlyA == 0 || onlyB == 0 ? null : concordant / Math.Sqrt(onlyA * (double)onlyB);
    }
}
