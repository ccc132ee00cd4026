namespace SparseEval;

/// <summary>
/// theta = R X, R = mean of y / mean of x, x past models' mean score and X its full score; variance of (y - R x) X / mean of x, each divided by 1 minus its
/// leverage a x / mean of x, through the design.
/// </summary>
/// <remarks>Sarndal, Swensson and Wretman (1992), 5.6 and 7.3; R survey's svyratio and predict, without the leverages. Bias of order 1/n.</remarks>
internal sealed class RatioEstimator : IEstimator
{
    private const double MostLeverage = 0.5;

    public string Name => "ratio";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options).Select(Estimate)];

    private Estimate Estimate(DesignedScores scores)
    {
        var report = new EstimateReport(scores, Name);
        var x = HistoryMean.Of(scores, Name);
        if (LinearisedEstimate.IsPlain(scores)) return MeanEstimator.Estimate(scores, report);
        var (meanY, meanX) = (scores.Mean(scores.Scores), scores.Mean(x.Values));
        if (!(meanX > 0)) return RegressionEstimator.FallBack(scores, report, "past models score 0 on every sampled item");
        var (ratio, scale) = (meanY / meanX, x.Total / meanX);
        return LinearisedEstimate.Of(scores, report, ratio * x.Total, [.. scores.Scores.Select((y, i) =>
            (y - ratio * x.Values[i]) * scale / (1 - Math.Min(MostLeverage, scores.Coefficients[i] * x.Values[i] / meanX)))]);
    }
}
