namespace SparseEval;

/// <summary>
/// A mixture of seven estimates (mean, ridge regression, calibrated weights, a learner over past models, a logistic factor model plain, corrected and half corrected by its residual
/// on the sample) with the weights that were best for past models left out in turn; with the calibrated band, and a guard for targets unlike the past models.
/// </summary>
/// <remarks>
/// Stacking (Wolpert 1992). Where the guard does not trust the mixture, the answer falls back to <see cref="RegressionEstimator"/> with the design's interval. A sample without
/// known probabilities gets the mixture, shifted to its robust part as far as the guard asks, and no band: its items were chosen by the same past models.
/// </remarks>
internal sealed class StackedEstimator : IEstimator
{
    /// <summary>Below this many past models a mixture cannot be trained.</summary>
    public const int LeastModels = 12;

    /// <summary>Below this many past models no band is given, at any confidence.</summary>
    public const int BandModels = 100;

    private static readonly RegressionEstimator Regression = new(new());

    public string Name => "stacked";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options).Select(Estimate)];

    /// <summary>Trained on the sampled items that have a score.</summary>
    public static StackTraining Train(DesignedScores scores) =>
        new(Sources(scores), HistoryFolds.Of(HistoryOf(scores.Sample)), scores.Index, scores.Options.Estimand.Weights(scores.Sample.Frame.Benchmark));

    /// <summary>Past models' scores on the sampled items that have a score.</summary>
    public static StackSources Sources(DesignedScores scores)
    {
        var history = HistoryOf(scores.Sample);
        var columns = HistoryColumns.Of(history, scores);
        return new StackSources(columns.Rows, columns.Totals, scores.Coefficients).Only(HistoryFolds.Of(history).Models);
    }

    private Estimate Estimate(DesignedScores scores)
    {
        var report = new EstimateReport(scores, Name);
        var full = scores.Options.Target == InferenceTarget.FullBenchmark;
        if (scores.IsCensus && full) return MeanEstimator.Estimate(scores, report);
        var models = HistoryOf(scores.Sample).Models.Count;
        var known = scores.Sample.HasKnownProbabilities;
        if (!full) return FallBack(scores, report, "it estimates the full benchmark's score alone");
        if (models < (known ? BandModels : LeastModels))
            return FallBack(scores, report, $"{models} past models are too few to {(known ? "calibrate a band" : "train")} on; it takes {(known ? BandModels : LeastModels)}");
        var missing = HistoryTotals.Of(HistoryOf(scores.Sample)).Missing;
        if (missing > 0 && known) return FallBack(scores, report, "past models have missing scores, so their full scores, which a band is calibrated on, are not known");
        if (missing > 0) report.Diagnostics.Add(DiagnosticCatalog.HistoryImputed(missing, models * (long)scores.Sample.Frame.Count));
        var training = scores.Shared.Get(() => Train(scores));
        var score = training.Estimate(scores.Scores);
        if (!known) return report.PointOnly(score.Value);
        if (!CalibratedBand.Covers(score)) return FallBack(scores, report, "the scores do not look like those of past models");
        var half = scores.Shared.Get(() => new CalibratedBand(training)).HalfWidth(score.Value, scores.Options.Confidence);
        if (half is { } reach && !training.Reaches(score.Value - reach, score.Value + reach)) return FallBack(scores, report, "its band would reach beyond past models' scores");
        return report.WithBand(score.Value, half);
    }

    private static Estimate FallBack(DesignedScores scores, EstimateReport report, string reason)
    {
        report.Diagnostics.Add(DiagnosticCatalog.StackFellBack(reason));
        return Regression.Estimate(scores, HistoryOf(scores.Sample), report);
    }

    private static ResponseMatrix HistoryOf(Sample sample) => sample.Frame.History ?? throw new SparseEvalException(
        "The stacked estimator needs past models' scores and the frame has none. Give a history (--history), or use the estimator 'mean'.");
}
