namespace SparseEval;

/// <summary>Past models' mean score as the auxiliary quantity x: known for every item, in [0, 1].</summary>
/// <param name="Values">Of each scored item.</param>
/// <param name="Total">Its full score, sum of w_i x_i.</param>
internal sealed record HistoryMean(double[] Values, double Total)
{
    public static HistoryMean Of(DesignedScores scores, string estimator) => scores.Shared.Get(() =>
    {
        var means = HistoryTotals.Of(RegressionEstimator.HistoryOf(scores.Sample, estimator)).ItemMeans;
        var weights = scores.Options.Estimand.Weights(scores.Sample.Frame.Benchmark);
        return new HistoryMean(Array.ConvertAll(scores.Index, i => means[i]), Vectors.Dot(weights, means));
    });
}
