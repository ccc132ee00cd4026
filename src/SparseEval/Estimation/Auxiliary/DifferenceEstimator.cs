namespace SparseEval;

/// <summary>theta = mean of y + (X - mean of x), x past models' mean score and X its full score; variance of y - x through the design.</summary>
/// <remarks>Sarndal, Swensson and Wretman (1992), 6.3: exactly unbiased, and so is its variance, because x is fixed before the draw.</remarks>
internal sealed class DifferenceEstimator : IEstimator
{
    public string Name => "difference";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options).Select(Estimate)];

    private Estimate Estimate(DesignedScores scores)
    {
        var report = new EstimateReport(scores, Name);
        var x = HistoryMean.Of(scores, Name);
        if (LinearisedEstimate.IsPlain(scores)) return MeanEstimator.Estimate(scores, report);
        double[] residuals = [.. scores.Scores.Select((y, i) => y - x.Values[i])];
        return LinearisedEstimate.Of(scores, report, scores.Mean(residuals) + x.Total, residuals);
    }
}
