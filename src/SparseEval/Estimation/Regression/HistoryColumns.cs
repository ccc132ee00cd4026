namespace SparseEval;

/// <summary>Past models' scores as regressors: the rows of the scored items, and what the estimand makes of each model on the whole benchmark.</summary>
/// <param name="Rows">Item by model, missing cells filled with the item's mean over the other models.</param>
/// <param name="Totals">The full score of each model, sum of w_i x_im.</param>
/// <param name="Missing">Number of cells that were filled.</param>
internal sealed record HistoryColumns(double[][] Rows, double[] Totals, long Missing)
{
    public static HistoryColumns Of(ResponseMatrix history, DesignedScores scores)
    {
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        var weights = scores.Options.Estimand.Weights(scores.Sample.Frame.Benchmark);
        var rows = Array.ConvertAll(scores.Index, _ => new double[models]);
        var (totals, column) = (new double[models], new double[items]);
        var (fill, missing) = ((double[]?)null, 0L);
        for (var m = 0; m < models; m++)
        {
            history.CopyModel(m, column);
            // NaN wherever one cell is missing, so most histories are read once.
            if (double.IsNaN(totals[m] = Vectors.Dot(weights, column)))
            {
                if (fill is null) (fill, missing) = ItemMeans(history, models, items);
                for (var i = 0; i < items; i++)
                    if (double.IsNaN(column[i])) column[i] = fill[i];
                totals[m] = Vectors.Dot(weights, column);
            }
            for (var i = 0; i < rows.Length; i++) rows[i][m] = column[scores.Index[i]];
        }
        return new(rows, totals, missing);
    }

    private static (double[] Fill, long Missing) ItemMeans(ResponseMatrix history, int models, int items)
    {
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
        return ([.. sums.Select((s, i) => counts[i] == 0 ? overall : s / counts[i])], models * (long)items - seen);
    }
}
