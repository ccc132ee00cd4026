namespace SparseEval;

/// <summary>Whether later past models behave like earlier ones; where they do not, a history describes new models less and less well.</summary>
/// <param name="EarlierModels">Number of models in the earlier half.</param>
/// <param name="LaterModels">Number of models in the later half, one more where their number is odd.</param>
/// <param name="Earlier">Mean score of the earlier models over all items.</param>
/// <param name="Later">Mean score of the later models.</param>
/// <param name="ItemCorrelation">Pearson correlation, in [-1, 1], of the items' means between the halves: 1 where the same items are hard for both. Null where one half's means do not vary.</param>
/// <param name="Categories">Ordered by name.</param>
public sealed record HistoryDrift(int EarlierModels, int LaterModels, double Earlier, double Later, double? ItemCorrelation, IReadOnlyList<CategoryDrift> Categories)
{
    /// <summary>Compares the halves. Items that a half has no score of are left out.</summary>
    /// <param name="frame">With a history of at least 4 models.</param>
    /// <param name="order">Rows of the history from the earliest to the latest model; null for the history's own order.</param>
    /// <param name="field">Item field of the categories; null for none.</param>
    /// <exception cref="SparseEvalException">There are fewer than 4 models, the order names a row twice or one that is not there, no item has scores in both halves, or an item lacks the field.</exception>
    public static HistoryDrift Of(SamplingFrame frame, IReadOnlyList<int>? order = null, string? field = null)
    {
        var history = frame.History ?? throw new SparseEvalException("The frame has no history, so nothing can have drifted. Give one.");
        order ??= [.. Enumerable.Range(0, history.Models.Count)];
        if (order.Distinct().Count() != order.Count || order.Any(m => m < 0 || m >= history.Models.Count))
            throw new SparseEvalException($"The order of {order.Count} models names a row twice, or one outside 0 to {history.Models.Count - 1}. Name each model once.");
        if (order.Count < 4) throw new SparseEvalException($"{order.Count} models cannot be parted into halves that tell of drift. Give at least 4.");
        var half = order.Count / 2;
        var (early, late) = (Means(history, order.Take(half)), Means(history, order.Skip(half)));
        int[] known = [.. Enumerable.Range(0, frame.Count).Where(i => early[i].HasValue && late[i].HasValue)];
        if (known.Length == 0) throw new SparseEvalException("No item has scores of both earlier and later models. Give a history with fewer gaps.");
        var (a, b) = (Array.ConvertAll(known, i => early[i]!.Value), Array.ConvertAll(known, i => late[i]!.Value));
        var shift = b.Average() - a.Average();
        var categories = known.Select((i, k) => (Name: field is null ? "all" : frame.Benchmark.Items[i][field], Early: a[k], Late: b[k])).GroupBy(i => i.Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CategoryDrift(g.Key, g.Count(), g.Average(i => i.Early), g.Average(i => i.Late), g.Average(i => i.Late) - g.Average(i => i.Early) - shift));
        return new(half, order.Count - half, a.Average(), b.Average(), Correlation(a, b), [.. categories]);
    }

    private static double?[] Means(ResponseMatrix history, IEnumerable<int> models)
    {
        var (sums, counts, row) = (new double[history.ItemIds.Count], new int[history.ItemIds.Count], new double[history.ItemIds.Count]);
        foreach (var m in models)
        {
            history.CopyModel(m, row);
            for (var i = 0; i < row.Length; i++)
            {
                if (double.IsNaN(row[i])) continue;
                sums[i] += row[i];
                counts[i]++;
            }
        }
        return [.. sums.Select((sum, i) => counts[i] > 0 ? sum / counts[i] : (double?)null)];
    }

    private static double? Correlation(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var (va, vb) = (a.Sum(x => (x - ma) * (x - ma)), b.Sum(x => (x - mb) * (x - mb)));
        return va <= 1e-12 || vb <= 1e-12 ? null : Math.Clamp(a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(va * vb), -1, 1);
    }
}
