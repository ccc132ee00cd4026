using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>What a history's whole columns come to: read once, then kept as long as the history lives, since thousands of samples may share it.</summary>
internal sealed class HistoryTotals
{
    private static readonly ConditionalWeakTable<ResponseMatrix, HistoryTotals> Known = [];
    private readonly ConcurrentDictionary<Estimand, double[]> _totals = [];
    private readonly ResponseMatrix _history;

    private HistoryTotals(ResponseMatrix history)
    {
        _history = history;
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        var (sums, counts, column) = (new double[items], new int[items], new double[items]);
        for (var m = 0; m < models; m++)
        {
            history.CopyModel(m, column);
            for (var i = 0; i < items; i++)
            {
                if (double.IsNaN(column[i])) continue;
                sums[i] += column[i];
                counts[i]++;
            }
        }
        var seen = counts.Sum(c => (long)c);
        var overall = seen == 0 ? 0 : sums.Sum() / seen;
        Missing = models * (long)items - seen;
        ItemMeans = [.. sums.Select((s, i) => counts[i] == 0 ? overall : s / counts[i])];
    }

    public static HistoryTotals Of(ResponseMatrix history) => Known.GetValue(history, h => new(h));

    /// <summary>Number of missing cells.</summary>
    public long Missing { get; }

    /// <summary>Each item's mean over the models that have it, in [0, 1]; the mean of all cells for an item that no model has.</summary>
    public double[] ItemMeans { get; }

    /// <summary>The full score of each model, sum of w_i x_im, missing cells filled with their item's mean.</summary>
    public double[] Of(Estimand estimand, Benchmark benchmark) => _totals.GetOrAdd(estimand, e => Sum(e.Weights(benchmark)));

    private double[] Sum(double[] weights)
    {
        var column = new double[weights.Length];
        var totals = new double[_history.Models.Count];
        for (var m = 0; m < totals.Length; m++)
        {
            _history.CopyModel(m, column);
            for (var i = 0; Missing > 0 && i < column.Length; i++)
                if (double.IsNaN(column[i])) column[i] = ItemMeans[i];
            totals[m] = Vectors.Dot(weights, column);
        }
        return totals;
    }
}
