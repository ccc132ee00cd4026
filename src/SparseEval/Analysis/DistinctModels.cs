namespace SparseEval;

/// <summary>Models that count once: of models that share answers beyond what items explain, such as fine-tunes of one model, the first stands for all.</summary>
/// <remarks>
/// Models whose scores, less the items' and their own means, correlate above 0.3 are kin; above 4 / sqrt(items), at most 0.95, where that is more, since few items correlate by chance. A model joins the first
/// earlier model that it is kin of and that stands for itself, so that chains of kin do not grow together. Of more than 1,024 items a seeded sample of 1,024 is looked at.
/// </remarks>
internal static class DistinctModels
{
    private const double Kin = 0.3;
    private const int MostItems = 1024;

    /// <returns>The row that stands for each row of the history; itself where it counts.</returns>
    public static int[] Leaders(ResponseMatrix history)
    {
        var rows = Residuals(history);
        var least = Math.Max(Kin, Math.Min(0.95, 4 / Math.Sqrt(rows.Length > 0 ? rows[0].Length : 1)));
        var (leader, leaders) = (new int[rows.Length], new List<int>());
        for (var m = 0; m < rows.Length; m++)
        {
            var found = leaders.FindIndex(l => Vectors.Dot(rows[m], rows[l]) > least);
            leader[m] = found < 0 ? m : leaders[found];
            if (found < 0) leaders.Add(m);
        }
        return leader;
    }

    /// <summary>Centred by item and by model and of length 1; a missing score, and a model that is every item's mean, stand at 0 and are nobody's kin.</summary>
    private static double[][] Residuals(ResponseMatrix history)
    {
        var items = history.ItemIds.Count;
        var chosen = items <= MostItems ? null : new SeededStream(1, "kin").Choose(items, MostItems);
        var row = new double[items];
        var rows = Enumerable.Range(0, history.Models.Count).Select(m =>
        {
            history.CopyModel(m, row);
            return chosen is null ? (double[])row.Clone() : Array.ConvertAll(chosen, i => row[i]);
        }).ToArray();
        for (var i = 0; i < (chosen?.Length ?? items); i++) Centre(rows, i);
        foreach (var scores in rows)
        {
            var known = scores.Count(double.IsFinite);
            var mean = known == 0 ? 0 : scores.Where(double.IsFinite).Sum() / known;
            for (var i = 0; i < scores.Length; i++) scores[i] = double.IsNaN(scores[i]) ? 0 : scores[i] - mean;
            var length = Math.Sqrt(Vectors.Dot(scores, scores));
            for (var i = 0; i < scores.Length; i++) scores[i] = length < 1e-9 ? 0 : scores[i] / length;
        }
        return rows;
    }

    private static void Centre(double[][] rows, int item)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
            if (!double.IsNaN(row[item])) (sum, count) = (sum + row[item], count + 1);
        foreach (var row in rows) row[item] -= sum / Math.Max(1, count);
    }
}
