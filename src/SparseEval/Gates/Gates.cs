namespace SparseEval;

/// <summary>Decides whether a model passes, from scores of a sample whose size was fixed beforehand or from a stream that is watched.</summary>
public static class Gates
{
    /// <summary>From a sample whose size did not depend on the scores.</summary>
    /// <param name="criterion">What the model must reach.</param>
    /// <param name="sample">The drawn set.</param>
    /// <param name="scores">In the order of <see cref="Sample.Items"/>, null where missing.</param>
    /// <param name="baseline">The same of the baseline; null where the criterion needs none.</param>
    /// <param name="estimator">Applied to (a - c b + c) / (1 + c) in [0, 1], and for the interval to the parts that it is made of, as in <see cref="ModelComparison.Paired"/>; null for the mean.</param>
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
        var read = Read(criterion, scores, baseline, estimator ?? Estimators.Mean(), options ?? new());
        var missing = read.Missing;
        ConfidenceInterval? Filled(bool high) => Ends(GateContrast.Filled(scores, baseline, high));
        ConfidenceInterval? Ends((ScoredSample Scores, ScoredSample? Baseline) filled) => Read(criterion, filled.Scores, filled.Baseline, estimator ?? Estimators.Mean(), options ?? new()).Decision.Interval;
        var atWorst = missing == 0 || read.Decision.Interval is not { } atRandom ? null : MissingEnds.Hull(atRandom, Filled(high: false), Filled(high: true));
        return MissingEnds.Apply(read.Decision, missing, atWorst);
    }

    /// <summary>With missing scores at random.</summary>
    private static (GateDecision Decision, int Missing) Read(GateCriterion criterion, ScoredSample scores, ScoredSample? baseline, IEstimator estimator, EstimationOptions options)
    {
        var contrast = GateContrast.Of(criterion, scores, baseline);
        var missing = contrast.Scores.Count - contrast.Scored;
        if (criterion.IsPaired)
        {
            var paired = PairedContrast.Of(contrast, scores.Scores, baseline!.Scores, criterion.BaselineShare, estimator, options);
            return (Decision(criterion, paired.Value, paired.Interval, paired.Scaled, paired.Diagnostics), missing);
        }
        var estimate = estimator.Estimate(contrast, options);
        return (Decision(criterion, estimate.Value, estimate.Interval, estimate, estimate.Diagnostics), missing);
    }

    /// <summary>Of a threshold, from an estimate that is there.</summary>
    /// <param name="criterion">A threshold.</param>
    /// <param name="estimate">Of the score.</param>
    /// <param name="missing">Items of the sample without a score.</param>
    /// <param name="share">The share of the sample's weight that they have, in [0, 1).</param>
    /// <remarks>
    /// With V the estimate from L to U, f = n / N and m the share, the lower end is (1 - m) V - sqrt((1 - m)^2 (V - L)^2 + (1 - f) z^2 m (1 - m) V^2 / n) and the upper m + (1 - m) V + the same with U - V and 1 - V:
    /// the mean of a sample whose missing scores are 0, or 1, has this variance. f is 0 where questions like these are meant.
    /// </remarks>
    /// <exception cref="SparseEvalException">The criterion compares, or the share is out of range.</exception>
    public static GateDecision Of(GateCriterion criterion, Estimate estimate, int missing = 0, double share = 0)
    {
        if (criterion.IsPaired) throw new SparseEvalException($"The criterion '{criterion.Name}' compares with a baseline, and one model's estimate says nothing about a difference. Give the scores of both.");
        if (!(share is >= 0 and < 1)) throw new SparseEvalException($"A share of missing items of {share} is not in [0, 1).");
        var decision = Decision(criterion, estimate.Value, estimate.Interval, estimate, estimate.Diagnostics) with { Unscored = missing };
        return MissingEnds.Apply(decision, missing, missing > 0 && estimate.Interval is { } own ? MissingEnds.Widened(estimate, own, missing, share) : null);
    }

    /// <summary>Watches a - c b item by item; ask <see cref="Of(GateCriterion, PairedRun, int)"/> at any moment.</summary>
    /// <param name="criterion">What the model must reach.</param>
    /// <param name="sequence">Any of <see cref="ConfidenceSequences"/>.</param>
    /// <param name="plan">Confidence and estimand.</param>
    public static PairedRun Watch(GateCriterion criterion, IConfidenceSequence sequence, SequencePlan plan) => ModelComparison.Sequential(sequence, plan, criterion.BaselineShare);

    /// <summary>What a watched stream says now.</summary>
    public static GateDecision Of(GateCriterion criterion, PairedRun run, int population)
    {
        var interval = run.Count == 0 ? null : run.Interval;
        var decision = new GateDecision
        {
            Criterion = criterion,
            Outcome = criterion.Decide(interval),
            Value = run.Count == 0 ? null : run.Value,
            Interval = interval,
            Items = run.Count,
            Unscored = run.Missing,
            Population = population,
            Diagnostics = run.Diagnostics,
        };
        return MissingEnds.Apply(decision, run.Missing, run.AtWorst);
    }

    /// <summary>A decision that was made with missing scores at random, made by the criterion's rule for them.</summary>
    /// <param name="decision">By the interval that takes them as missing at random.</param>
    /// <param name="missing">Items without a score; with 0 the decision stays.</param>
    /// <param name="atWorst">The interval with them at the worst ends; null where it is not known.</param>
    public static GateDecision Of(GateDecision decision, int missing, ConfidenceInterval? atWorst) => MissingEnds.Apply(decision, missing, atWorst);

    internal static ConfidenceInterval? Unscale(ConfidenceInterval? interval, double share) =>
        interval is null ? null : interval with { Lower = (1 + share) * interval.Lower - share, Upper = (1 + share) * interval.Upper - share };

    private static GateDecision Decision(GateCriterion criterion, double value, ConfidenceInterval? interval, Estimate behind, IReadOnlyList<Diagnostic> remarks) => new()
    {
        Criterion = criterion,
        Outcome = criterion.Decide(interval),
        Value = value,
        Interval = interval,
        Items = behind.SampleSize,
        Population = behind.PopulationSize,
        Target = behind.Target,
        Diagnostics = remarks,
    };
}
