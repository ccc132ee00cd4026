using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>What a learner learns from: past models' scores on the sampled items, and their full scores.</summary>
/// <param name="Rows">M rows of n scores, missing ones filled with their item's mean.</param>
/// <param name="Totals">M full scores.</param>
/// <param name="Leaders">For each model the first of its group of twins.</param>
internal sealed record SourceScores(double[][] Rows, double[] Totals, int[] Leaders)
{
    private static readonly ConditionalWeakTable<ResponseMatrix, int[]> Known = [];

    public static SourceScores Of(DesignedScores scores, ResponseMatrix history)
    {
        var whole = HistoryTotals.Of(history);
        var row = new double[history.ItemIds.Count];
        var rows = new double[history.Models.Count][];
        for (var m = 0; m < rows.Length; m++)
        {
            history.CopyModel(m, row);
            rows[m] = Array.ConvertAll(scores.Index, i => double.IsNaN(row[i]) ? whole.ItemMeans[i] : row[i]);
        }
        var leaders = Known.GetValue(history, h => ModelFolds.LeadersOf(ModelGram.Of(h.Packed(), 1, new()), h.Models.Count));
        return new(rows, whole.Of(scores.Options.Estimand, scores.Sample.Frame.Benchmark), leaders);
    }

    public SourceScores Select(int[] models) =>
        new(Array.ConvertAll(models, m => Rows[m]), Array.ConvertAll(models, m => Totals[m]), Array.ConvertAll(models, m => Leaders[m]));
}
