namespace SparseEval;

/// <summary>Past models' scores by item and their full scores, both centred over the models.</summary>
/// <param name="Items">One array of M numbers an item; missing cells are 0, the mean.</param>
/// <param name="Full">Full score of each model.</param>
internal sealed record ModelColumns(double[][] Items, double[] Full)
{
    /// <param name="history">Past models.</param>
    /// <param name="weights">Of the estimand, N.</param>
    /// <param name="most">Models to keep, evenly spread from the weakest to the strongest.</param>
    public static ModelColumns Of(ResponseMatrix history, double[] weights, int most)
    {
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        var (rows, means) = (new double[models][], HistoryTotals.Of(history).ItemMeans);
        var totals = new double[models];
        for (var m = 0; m < models; m++)
        {
            rows[m] = new double[items];
            history.CopyModel(m, rows[m]);
            for (var i = 0; i < items; i++)
                if (double.IsNaN(rows[m][i])) rows[m][i] = means[i];
            totals[m] = Vectors.Dot(weights, rows[m]);
        }
        var order = Enumerable.Range(0, models).OrderBy(m => totals[m]).ThenBy(m => m).ToArray();
        var kept = models <= most ? order : [.. Enumerable.Range(0, most).Select(k => order[(int)((k + 0.5) * models / most)])];
        var columns = new double[items][];
        Parallel.For(0, items, i => columns[i] = Centred(Array.ConvertAll(kept, m => rows[m][i])));
        return new(columns, Centred(Array.ConvertAll(kept, m => totals[m])));
    }

    private static double[] Centred(double[] values)
    {
        var mean = values.Average();
        return Array.ConvertAll(values, v => v - mean);
    }
}
