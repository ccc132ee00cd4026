namespace SparseEval;

/// <summary>Past models' scores as regressors: the rows of the scored items, and what the estimand makes of each model on the whole benchmark.</summary>
/// <param name="Rows">Item by model, missing cells filled with the item's mean over the other models.</param>
/// <param name="Totals">The full score of each model, sum of w_i x_im.</param>
/// <param name="Missing">Number of cells that were filled.</param>
internal sealed record HistoryColumns(double[][] Rows, double[] Totals, long Missing)
{
    public static HistoryColumns Of(ResponseMatrix history, DesignedScores scores)
    {
        var whole = HistoryTotals.Of(history);
        var rows = Array.ConvertAll(scores.Index, i => Row(history, i, whole.ItemMeans[i]));
        return new(rows, whole.Of(scores.Options.Estimand, scores.Sample.Frame.Benchmark), whole.Missing);
    }

    private static double[] Row(ResponseMatrix history, int item, double fill)
    {
        var row = new double[history.Models.Count];
        for (var m = 0; m < row.Length; m++) row[m] = history[m, item] ?? fill;
        return row;
    }
}
