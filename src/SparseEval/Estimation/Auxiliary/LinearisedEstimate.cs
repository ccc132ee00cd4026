namespace SparseEval;

/// <summary>The common end of estimators that are a value and residuals.</summary>
internal static class LinearisedEstimate
{
    /// <summary>True where the plain mean says all there is: everything is scored, or no probability is known.</summary>
    public static bool IsPlain(DesignedScores scores) =>
        (scores.IsCensus && scores.Options.Target == InferenceTarget.FullBenchmark) || !scores.Sample.HasKnownProbabilities;

    public static Estimate Of(DesignedScores scores, EstimateReport report, double value, double[] residuals)
    {
        var units = VarianceUnits.Of(scores, report.Diagnostics);
        var influence = units.Influence(residuals);
        var (variance, freedom) = units.Variance(influence, units.Influence(scores.Scores));
        return report.WithInterval(value, Math.Sqrt(variance), freedom, influence, units);
    }
}
