using System.Globalization;

namespace SparseEval;

/// <summary>What a stratum is named by: an item field, bins of predicted difficulty, or groups of items that past models answer alike.</summary>
internal static class StratumLabels
{
    public const string Groups = "history-groups";
    private const int UsualBins = 5;
    private const int UsualGroups = 8;

    /// <param name="frame">With a history for the two sources that are no field.</param>
    /// <param name="source">A field, <c>predicted-difficulty</c> or <c>history-groups</c>; the last two with <c>:number</c> of bins or groups where not 5 and 8. An item field of that name goes first.</param>
    /// <returns>One text an item.</returns>
    public static string[] Of(SamplingFrame frame, string source)
    {
        var items = frame.Benchmark.Items;
        var (name, number) = Split(source);
        if (items.Any(item => item.Fields.ContainsKey(source)) || name is not (ItemOrder.Difficulty or Groups)) return [.. items.Select(item => item[source])];
        var history = frame.History ?? throw new SparseEvalException($"Strata by '{source}' need past models' scores and the frame has none. Give a history, or stratify by an item field.");
        return name == Groups ? Grouped(history, number ?? UsualGroups) : Binned(HistoryTotals.Of(history).ItemMeans, number ?? UsualBins);
    }

    /// <summary>Bins of equal size from the hardest to the easiest.</summary>
    private static string[] Binned(double[] means, int bins)
    {
        var labels = new string[means.Length];
        var order = Enumerable.Range(0, means.Length).OrderBy(i => means[i]).ToArray();
        for (var k = 0; k < order.Length; k++) labels[order[k]] = $"difficulty {Number((int)((long)k * bins / order.Length) + 1, bins)}";
        return labels;
    }

    private static string[] Grouped(ResponseMatrix history, int groups)
    {
        var factors = HistoryFactors.Of(history);
        var points = factors.Loadings.Select((v, i) => (double[])[factors.Mean[i], .. v]).ToArray();
        groups = Math.Min(groups, points.Length);
        return [.. KMeans.Of(points, groups, medoids: false, seed: 1).Group.Select(g => $"group {Number(g + 1, groups)}")];
    }

    /// <summary>With leading zeros, so that the order of the texts is that of the numbers.</summary>
    private static string Number(int value, int most) => value.ToString(new string('0', most.ToString(CultureInfo.InvariantCulture).Length), CultureInfo.InvariantCulture);

    private static (string Name, int? Number) Split(string source)
    {
        var at = source.IndexOf(':', StringComparison.Ordinal);
        if (at < 0 || source[..at] is not (ItemOrder.Difficulty or Groups)) return (source, null);
        return int.TryParse(source[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1000 ? (source[..at], number)
            : throw new SparseEvalException($"'{source}' does not say how many strata there are to be. Give a number from 1 to 1000, such as {source[..at]}:5.");
    }
}
