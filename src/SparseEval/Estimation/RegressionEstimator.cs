namespace SparseEval;

/// <summary>
/// Generalised regression estimator, cross-fitted: the mean of the sampled scores plus beta' (what past models score on the whole benchmark minus what they score on
/// the sample) plus (1 - f) times the mean leave-one-out residual, beta by ridge; variance from those residuals through the design.
/// </summary>
/// <remarks>
/// Sarndal, Swensson and Wretman (1992), 6.4-6.6; the ridge GREG of Rao and Singh (1997). Departures: the penalty is
/// chosen on past models alone (<see cref="PenaltyChoice"/>), and leave-one-out residuals, not the fitted ones, give the variance and take away the bias. Falls back to
/// the mean when the history does not lower that variance.
/// </remarks>
internal sealed class RegressionEstimator(RegressionOptions options) : IEstimator
{
    /// <summary>Relative, where predictors are no past models that could choose it.</summary>
    private const double ColdPenalty = 0.03;

    /// <summary>A residual variance below this share of past models' is doubted: near-copies hold 86 % at 0.5, and scores near 0 are covered too often (99.6 %) at 1.</summary>
    private const double DoubtedShare = 0.75;

    public string Name => "regression";

    public Estimate Estimate(ScoredSample scored, EstimationOptions estimation) => Estimate(new DesignedScores(scored, estimation), HistoryOf(scored.Sample));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions estimation)
    {
        var history = HistoryOf(sample);
        return [.. DesignedScores.Many(sample, scores, estimation).Select(s => Estimate(s, history))];
    }

    private static ResponseMatrix HistoryOf(Sample sample) => sample.Frame is { History: null, Predictors: { } predictors } ? predictors : HistoryOf(sample, "regression");

    public static ResponseMatrix HistoryOf(Sample sample, string estimator) => sample.Frame.History ?? throw new SparseEvalException(
        $"The {estimator} estimator needs past models' scores and the frame has none. Give a history (--history), item predictors where there is none, or use the estimator 'mean'.");

    /// <summary>For estimators that fall back on this one; the frame must have a history.</summary>
    public static Estimate Estimate(DesignedScores scores, RegressionOptions options) => new RegressionEstimator(options).Estimate(scores, HistoryOf(scores.Sample));

    private Estimate Estimate(DesignedScores scores, ResponseMatrix history) => Estimate(scores, history, new(scores, Name));

    public Estimate Estimate(DesignedScores scores, ResponseMatrix history, EstimateReport report)
    {
        var full = scores.Options.Target == InferenceTarget.FullBenchmark;
        if ((scores.IsCensus && full) || !scores.Sample.HasKnownProbabilities) return MeanEstimator.Estimate(scores, report);
        if (!scores.HasSpread) return FallBack(scores, report, "all sampled scores are the same");
        var columns = scores.Shared.Get(() => HistoryColumns.Of(history, scores));
        if (columns.Missing > 0) report.Diagnostics.Add(DiagnosticCatalog.HistoryImputed(columns.Missing, history.Models.Count * (long)history.ItemIds.Count));
        var units = VarianceUnits.Of(scores, report.Diagnostics);
        var basis = scores.Shared.Get(() => new RidgeBasis(scores, units, columns));
        var fit = new RidgeFit(scores, units, basis);
        return fit.HasPredictors ? Best(scores, report, units, fit, scores.Sample.Frame.History is null ? ColdPenalty * basis.LargestEigenvalue : basis.Penalty(options.Penalties)) : FallBack(scores, report, "past models' scores do not differ between the sampled items of a stratum");
    }

    public static Estimate Best(DesignedScores scores, EstimateReport report, VarianceUnits units, RidgeFit fit, double alpha)
    {
        var own = units.Influence(scores.Scores);
        var plain = units.Variance(own).Variance;
        var residuals = fit.Residuals(alpha);
        var left = units.ForResiduals;
        var influence = left.Influence(residuals);
        var (variance, freedom) = left.Variance(influence, own);
        if (variance >= plain * (1 - 2.0 / scores.Count))
            return FallBack(scores, report, FormattableString.Invariant($"its leave-one-out standard error would be {Math.Sqrt(variance):0.####}, the plain mean's is {Math.Sqrt(plain):0.####}"));
        var floor = Floor(scores, units, plain, fit, alpha, residuals);
        var error = Math.Sqrt(Math.Max(variance, floor));
        if (floor > variance) report.Diagnostics.Add(DiagnosticCatalog.ResidualFloor(scores.Count, scores.Scores.Any(y => y is not (0 or 1))));
        return report.WithInterval(scores.Mean(scores.Scores) + fit.Adjustment(alpha) + fit.DeletedMean(residuals, alpha), error, freedom, influence, left);
    }

    /// <summary>
    /// Scores that past models predict without a miss may hide misses at a rate of up to 3/n among the unseen (rule of three): the standard error is at least 1.5 R sqrt(1 - f) / n, with n* for
    /// n / (1 - f), and at most the plain mean's. R, what a miss costs, is 1 for right-or-wrong scores and the range of the sampled scores for others. Graded scores can be predicted that well in
    /// earnest: theirs is no higher than three quarters of the variance of a model that is predicted as past ones are by each other; where fewer than two past models
    /// can say, it is there if nine residuals in ten lie within R / 20.
    /// </summary>
    private static double Floor(DesignedScores scores, VarianceUnits units, double plain, RidgeFit fit, double alpha, double[] residuals)
    {
        var range = scores.Scores.Max() - scores.Scores.Min();
        var unseen = 2.25 * range * range / (scores.Count * units.EffectiveSize);
        var most = scores.Scores.All(y => y is 0 or 1) ? 1
            : scores.Sample.Frame.History is not null && fit.Basis.PastShare(alpha) is { } share ? DoubtedShare * share
            : residuals.Count(e => Math.Abs(e) <= range / 20) >= 0.9 * scores.Count ? 1 : 0;
        return Math.Min(unseen, most * plain);
    }

    public static Estimate FallBack(DesignedScores scores, EstimateReport report, string reason)
    {
        report.Diagnostics.RemoveAll(d => d.Code is "SPE0008" or "SPE0012");
        report.Diagnostics.Add(DiagnosticCatalog.FellBackToMean(reason));
        return MeanEstimator.Estimate(scores, report);
    }
}
