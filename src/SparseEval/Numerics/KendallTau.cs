namespace SparseEval;

/// <summary>How two orders of the same models agree.</summary>
internal static class KendallTau
{
    /// <summary>tau-b; null where either side is constant.</summary>
    public static double? B(double[] a, double[] b)
    {
        long concordant = 0, onlyA = 0, onlyB = 0;
        for (var i = 0; i < a.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (a[i].CompareTo(a[j]), b[i].CompareTo(b[j]));
                concordant += x * y;
                if (x != 0) onlyA++;
                if (y != 0) onlyB++;
            }
        return onlyA == 0 || onlyB == 0 ? null : concordant / Math.Sqrt(onlyA * (double)onlyB);
    }

    /// <summary>Share of the pairs with different truths that the estimates order rightly, ties counting half; null where there is no such pair.</summary>
    public static double? OrderKept(double[] estimates, double[] truths)
    {
        var (kept, pairs) = (0.0, 0);
        for (var i = 0; i < truths.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var order = truths[i].CompareTo(truths[j]);
                if (order == 0) continue;
                pairs++;
                kept += (1 + order * estimates[i].CompareTo(estimates[j])) / 2.0;
            }
        return pairs == 0 ? null : kept / pairs;
    }
}
