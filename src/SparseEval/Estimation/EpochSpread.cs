namespace SparseEval;

/// <summary>How much the mean over an item's epochs varies by the luck of the epochs.</summary>
internal static class EpochSpread
{
    /// <summary>s^2 / k and k of each item, null for one without scores; items with one epoch have the others' pooled s^2. Null where no item has two.</summary>
    public static (double Variance, int Epochs)?[]? OfMeans(IReadOnlyList<IReadOnlyList<double?>> epochs)
    {
        var scores = epochs.Select(e => e.OfType<double>().ToArray()).ToArray();
        var freedom = scores.Sum(y => Math.Max(0, y.Length - 1));
        if (freedom == 0) return null;
        var squares = Array.ConvertAll(scores, y => y.Length == 0 ? 0 : y.Sum(v => (v - y.Average()) * (v - y.Average())));
        var pooled = squares.Sum() / freedom;
        return [.. scores.Select((y, i) => y.Length == 0 ? null : ((double, int)?)((y.Length > 1 ? squares[i] / (y.Length - 1) : pooled) / y.Length, y.Length))];
    }
}
