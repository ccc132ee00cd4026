using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>Optimal sizes w_i sd_i / sqrt(c_i): inclusion probabilities in proportion to them give the least expected variance for the cost.</summary>
/// <remarks>Sarndal, Swensson and Wretman (1992), 12.2 (Godambe and Joshi 1965): pi_i ~ w_i sigma_i; with costs divided by sqrt(c_i).</remarks>
internal static class ItemSizes
{
    /// <summary>Imagined past models with the average spread in each item's: an item on which all agree is not certain.</summary>
    private const double PriorModels = 2;

    private static readonly ConditionalWeakTable<ResponseMatrix, double[]> Known = [];

    public static double[] Of(SamplingFrame frame, UnequalOptions options)
    {
        if (frame.History is null && frame.PredictedCost is null && options.Estimand.IsItemWeighted)
            throw new SparseEvalException("The design 'unequal' needs past models' scores or predicted costs to tell items apart and the frame has neither. Give a history, or use 'simple-random'.");
        var weights = options.Estimand.Weights(frame.Benchmark);
        var deviations = frame.History is { } history ? Deviations(history, options.Spread) : Enumerable.Repeat(1.0, frame.Count).ToArray();
        return [.. weights.Select((w, i) => w * deviations[i] / Math.Sqrt(frame.PredictedCost?[i] ?? 1))];
    }

    private static double[] Deviations(ResponseMatrix history, ItemSpread spread)
    {
        var variances = spread == ItemSpread.Residual ? HistoryFactors.Of(history).Noise : TotalVariance(history);
        var mean = Math.Max(variances.Average(), 1e-6);
        return Array.ConvertAll(variances, v => Math.Sqrt((history.Models.Count * v + PriorModels * mean) / (history.Models.Count + PriorModels)));
    }

    /// <summary>Mean square over past models less the squared mean; p (1 - p) for right-or-wrong scores.</summary>
    public static double[] TotalVariance(ResponseMatrix history) => Known.GetValue(history, ReadVariance);

    private static double[] ReadVariance(ResponseMatrix history)
    {
        var (means, column) = (HistoryTotals.Of(history).ItemMeans, new double[history.ItemIds.Count]);
        var (squares, counts) = (new double[column.Length], new int[column.Length]);
        for (var m = 0; m < history.Models.Count; m++)
        {
            history.CopyModel(m, column);
            for (var i = 0; i < column.Length; i++)
            {
                if (double.IsNaN(column[i])) continue;
                squares[i] += (column[i] - means[i]) * (column[i] - means[i]);
                counts[i]++;
            }
        }
        return [.. squares.Select((s, i) => counts[i] == 0 ? 0 : s / counts[i])];
    }
}
