using System.Globalization;

namespace SparseEval;

/// <summary>Puts the items of a benchmark in an order along which a systematic sample spreads.</summary>
internal static class ItemOrder
{
    public const string File = "file";
    public const string Difficulty = "predicted-difficulty";

    /// <summary>Positions of the items, in order. Ties are broken by permanent random numbers.</summary>
    /// <param name="frame">With a history where the order is by predicted difficulty.</param>
    /// <param name="by"><c>file</c>, <c>predicted-difficulty</c> (past models' mean score, hardest first), or an item field: by number where all its texts are numbers, else by text.</param>
    /// <param name="seed">Of the permanent random numbers.</param>
    public static int[] Of(SamplingFrame frame, string by, ulong seed)
    {
        var items = frame.Benchmark.Items;
        var positions = Enumerable.Range(0, items.Count);
        if (by == File) return [.. positions];
        var tie = items.Select(item => PermanentRandomNumber.Of(seed, item.Id)).ToArray();
        if (by == Difficulty && !items.Any(item => item.Fields.ContainsKey(by))) return Sorted(Means(frame), tie);
        var texts = items.Select(item => item[by]).ToArray();
        var numbers = texts.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : double.NaN).ToArray();
        if (numbers.All(double.IsFinite)) return Sorted(numbers, tie);
        return [.. positions.OrderBy(i => texts[i], StringComparer.Ordinal).ThenBy(i => tie[i])];
    }

    private static double[] Means(SamplingFrame frame) => frame.History is { } history ? HistoryTotals.Of(history).ItemMeans
        : throw new SparseEvalException("An order by predicted difficulty needs past models' scores and the frame has none. Give a history, an item field, or the order 'file'.");

    private static int[] Sorted(double[] values, double[] tie) => [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ThenBy(i => tie[i])];
}
