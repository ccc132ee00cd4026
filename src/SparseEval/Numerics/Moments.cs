namespace SparseEval;

/// <summary>Count, mean and sum of squared deviations of the values that are there.</summary>
internal readonly record struct Moments(int Count, double Mean, double SumOfSquares)
{
    /// <summary>NaN values are left out; two passes, so constant values give exactly zero.</summary>
    public static Moments Of(IReadOnlyList<int> items, Func<int, double> value)
    {
        var count = 0;
        var sum = 0.0;
        foreach (var i in items)
            if (value(i) is var v && !double.IsNaN(v)) { count++; sum += v; }
        if (count == 0) return default;
        var mean = sum / count;
        var squares = 0.0;
        foreach (var i in items)
            if (value(i) is var v && !double.IsNaN(v)) squares += (v - mean) * (v - mean);
        return new(count, mean, squares);
    }
}
