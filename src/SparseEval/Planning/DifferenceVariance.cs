namespace SparseEval;

/// <summary>How much the difference of two models varies from item to item, by past models.</summary>
/// <param name="Median">Half of the pairs of past models stay below.</param>
/// <param name="Percentile90">90 % of the pairs stay below: for a cautious plan.</param>
/// <param name="Pairs">Number of pairs behind it.</param>
public sealed record DifferenceVariance(double Median, double Percentile90, int Pairs)
{
    private const int MostModels = 40;

    /// <summary>Over all pairs of at most 40 past models, evenly spread from the weakest to the strongest, that differ by at most the given gap in score.</summary>
    /// <param name="history">Past models' scores; an item counts for a pair where both are there.</param>
    /// <param name="gap">Greatest difference of the two full scores, in (0, 1]; pairs far apart are decided by few items anyway and disagree more. Default 0.1.</param>
    /// <exception cref="SparseEvalException">No pair is that close.</exception>
    public static DifferenceVariance Of(ResponseMatrix history, double gap = 0.1)
    {
        var rows = Enumerable.Range(0, history.Models.Count).Select(m =>
        {
            var row = new double[history.ItemIds.Count];
            history.CopyModel(m, row);
            return row;
        }).Where(r => r.Any(double.IsFinite)).OrderBy(r => r.Where(double.IsFinite).Average()).ToArray();
        if (rows.Length > MostModels) rows = [.. Enumerable.Range(0, MostModels).Select(k => rows[(int)((k + 0.5) * rows.Length / MostModels)])];
        var variances = (from i in Enumerable.Range(0, rows.Length) from j in Enumerable.Range(0, i) select Of(rows[i], rows[j]))
            .Where(v => v.Count > 1 && Math.Abs(v.Mean) <= gap).Select(v => v.SumOfSquares / (v.Count - 1)).Order().ToArray();
        if (variances.Length == 0) throw new SparseEvalException($"No two of {rows.Length} past models differ by at most {gap} in score. Give a wider gap, or assume a variance.");
        return new(At(variances, 0.5), At(variances, 0.9), variances.Length);
    }

    private static Moments Of(double[] a, double[] b) => Moments.Of([.. Enumerable.Range(0, a.Length)], i => a[i] - b[i]);

    private static double At(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
