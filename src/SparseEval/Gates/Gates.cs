namespace SparseEval;

/// <summary>Decides whether a model passes, from scores of a sample whose size was fixed beforehand or from a stream that is watched.</summary>
public static class Gates
{
    /// <summary>From a sample whose size did not depend on the scores.</summary>
    /// <param name="criterion">What the model must reach.</param>
    /// <param name="sample">The drawn set.</param>
    /// <param name="scores">In the order of <see cref="Sample.Items"/>, null where missing.</param>
    /// <param name="baseline">The same of the baseline; null where the criterion needs none.</param>
    /// <param name="estimator">Applied to (a - c b + c) / (1 + c) in [0, 1]; null for the mean.</param>
    /// <param name="options">Confidence, estimand, interval; null for the defaults.</param>
    /// <exception cref="SparseEvalException">The criterion compares and there is no baseline, lengths differ, a score is out of range, or the sample cannot carry the estimate.</exception>
    public static GateDecision Of(GateCriterion criterion, Sample sample, IReadOnlyList<double?> scores, IReadOnlyList<double?>? baseline = null, IEstimator? estimator = null, EstimationOptions? options = null) =>
        Of(criterion, new ScoredSample(sample, scores), baseline is null ? null : new ScoredSample(sample, baseline), estimator, options);

    /// <summary>From a sample whose size did not depend on the scores, with epochs where <see cref="InferenceTarget.ExpectedScore"/> is asked for.</summary>
    /// <param name="criterion">What the model must reach.</param>
    /// <param name="scores">Of the model.</param>
    /// <param name="baseline">Of the baseline on the same sample; null where the criterion needs none.</param>
    /// <param name="estimator">Applied to (a - c b + c) / (1 + c) in [0, 1]; null for the mean.</param>
    /// <param name="options">Confidence, estimand, target, interval; null for the defaults.</param>
    /// <exception cref="SparseEvalException">The criterion compares and there is no baseline, samples differ in size, or the sample cannot carry the estimate.</exception>
    public static GateDecision Of(GateCriterion criterion, ScoredSample scores, ScoredSample? baseline = null, IEstimator? estimator = null, EstimationOptions? options = null)
    {
        var estimate = (estimator ?? Estimators.Mean()).Estimate(GateContrast.Of(criterion, scores, baseline), options ?? new());
        var interval = Unscale(estimate.Interval, criterion.BaselineShare);
        var lone = criterion.IsPaired ? Enumerable.Range(0, scores.Scores.Count).Count(i => scores.Scores[i].HasValue != baseline!.Scores[i].HasValue) : 0;
        return new()
        {
            Criterion = criterion,
            Outcome = criterion.Decide(interval),
            Value = (1 + criterion.BaselineShare) * estimate.Value - criterion.BaselineShare,
            Interval = interval,
            Items = estimate.SampleSize,
            Population = estimate.PopulationSize,
            Diagnostics = lone > 0 ? [.. estimate.Diagnostics, DiagnosticCatalog.LeftOutOfPair(lone)] : estimate.Diagnostics,
        };
    }

    /// <summary>Watches a - c b item by item; ask <see cref="Of(GateCriterion, PairedRun, int)"/> at any moment.</summary>
    /// <param name="criterion">What the model must reach.</param>
    /// <param name="sequence">Any of <see cref="ConfidenceSequences"/>.</param>
    /// <param name="plan">Confidence and estimand.</param>
    public static PairedRun Watch(GateCriterion criterion, IConfidenceSequence sequence, SequencePlan plan) => ModelComparison.Sequential(sequence, plan, criterion.BaselineShare);

    /// <summary>What a watched stream says now.</summary>
    public static GateDecision Of(GateCriterion criterion, PairedRun run, int population) => new()
    {
        Criterion = criterion,
        Outcome = run.Count == 0 ? GateOutcome.Invalid : criterion.Decide(run.Interval),
        Value = run.Count == 0 ? null : run.Value,
        Interval = run.Count == 0 ? null : run.Interval,
        Items = run.Count,
        Population = population,
        Diagnostics = run.Diagnostics,
    };

    internal static ConfidenceInterval? Unscale(ConfidenceInterval? interval, double share) =>
        interval is null ? null : interval with { Lower = (1 + share) * interval.Lower - share, Upper = (1 + share) * interval.Upper - share };
}
