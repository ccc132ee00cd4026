namespace SparseEval;

/// <summary>The stratified expansion mean sum of a_i y_i with the variance of its influence values; see <see cref="DesignedScores"/>.</summary>
internal sealed class MeanEstimator : IEstimator
{
    public string Name => "mean";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options).Select(Estimate)];

    private Estimate Estimate(DesignedScores scores) => Estimate(scores, new EstimateReport(scores, Name));

    public static Estimate Estimate(DesignedScores scores, EstimateReport report)
    {
        var value = scores.Mean(scores.Scores);
        if (scores.IsCensus && scores.Options.Target == InferenceTarget.FullBenchmark) return report.Exact(value);
        if (!scores.Sample.HasKnownProbabilities) return report.WithoutInterval(value);
        var units = VarianceUnits.Of(scores, report.Diagnostics);
        var influence = units.Influence(scores.Scores);
        var (variance, freedom) = units.Variance(influence);
        return report.WithInterval(value, Math.Sqrt(variance), freedom, influence, units);
    }
}
