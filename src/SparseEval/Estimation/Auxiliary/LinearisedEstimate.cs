namespace SparseEval;

/// <summary>The common end of estimators that are a value and residuals, whatever the residuals' size beside the scores': a past mean that misses the model leaves an error at scores of 0 and 1 too.</summary>
internal static class LinearisedEstimate
{
    /// <summary>True where the plain mean says all there is: everything is scored, or no probability is known.</summary>
    public static bool IsPlain(DesignedScores scores) =>
        (scores.IsCensus && scores.Options.Target == InferenceTarget.FullBenchmark) || !scores.Sample.HasKnownProbabilities;

    public static Estimate Of(DesignedScores scores, EstimateReport report, double value, double[] residuals)
    {
        report.ErrorStaysAtEnds = true;
        var units = VarianceUnits.Of(scores, report.Diagnostics);
        var influence = units.Influence(residuals);
        var (variance, freedom) = units.Variance(influence, units.Influence(scores.Scores));
        return report.WithInterval(value, Math.Sqrt(variance), freedom, influence, units);
    }
}
