namespace SparseEval;

/// <summary>Compares models that were scored on the same items.</summary>
public static class ModelComparison
{
    /// <summary>The difference of two models, A minus B, by any estimator of the catalog.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="a">Scores of A in the order of <see cref="Sample.Items"/>, null where missing.</param>
    /// <param name="b">Scores of B, likewise. Items without both scores are left out, with a warning.</param>
    /// <param name="estimator">Applied to (d + 1) / 2 in [0, 1], d the difference on each item, and for the interval to max(d, 0) and max(-d, 0); null for the mean.</param>
    /// <param name="options">Confidence, estimand, interval; null for the defaults. An interval that is asked for is that of (d + 1) / 2; else it is put together from those of max(d, 0) and max(-d, 0).</param>
    /// <exception cref="SparseEvalException">Lengths differ, a score is out of range, or the sample cannot carry the estimate.</exception>
    public static PairedComparison Paired(Sample sample, IReadOnlyList<double?> a, IReadOnlyList<double?> b, IEstimator? estimator = null, EstimationOptions? options = null)
    {
        var contrast = PairedContrast.Of(sample, a, b, 1, estimator ?? Estimators.Mean(), options ?? new());
        var both = Enumerable.Range(0, a.Count).Where(i => a[i].HasValue && b[i].HasValue).ToArray();
        var counts = (Better: both.Count(i => a[i] > b[i]), Worse: both.Count(i => a[i] < b[i]), Equal: both.Count(i => a[i] == b[i]));
        return new()
        {
            Difference = contrast.Value,
            StandardError = contrast.StandardError,
            Interval = contrast.Interval,
            PValue = contrast.PValue(),
            McNemarPValue = both.All(k => a[k] is 0 or 1 && b[k] is 0 or 1) ? PairTests.McNemar(counts.Better, counts.Worse) : null,
            Items = counts,
            Influence = contrast.Scaled.Influence.ToDictionary(z => z.Key, z => 2 * z.Value),
            Diagnostics = contrast.Diagnostics,
        };
    }

    /// <summary>Watches the difference of two models item by item; read it with <see cref="StoppingRules.Baseline"/>.</summary>
    /// <param name="sequence">Any of <see cref="ConfidenceSequences"/>.</param>
    /// <param name="plan">Its half-width is on the scale of the difference.</param>
    /// <param name="baselineShare">c in A - c B, in [0, 1]; default 1. With 0 B does not matter.</param>
    /// <exception cref="SparseEvalException">The share is out of range.</exception>
    public static PairedRun Sequential(IConfidenceSequence sequence, SequencePlan plan, double baselineShare = 1) => baselineShare is >= 0 and <= 1
        ? new(() => sequence.Begin(plan with { HalfWidth = plan.HalfWidth / (1 + baselineShare) }), plan.Frame.Count, baselineShare)
        : throw new SparseEvalException($"A baseline's share of {baselineShare} is not in [0, 1].");

    /// <summary>All pairs of several models on one sample, with p-values adjusted over the pairs, and simultaneous rank intervals.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="models">Scores of each model as in <see cref="Paired"/>; two models or more.</param>
    /// <param name="estimator">Null for the mean.</param>
    /// <param name="options">Its confidence is that of all rank intervals together.</param>
    /// <exception cref="SparseEvalException">Fewer than two models, or as for <see cref="Paired"/>.</exception>
    public static ModelRanking Ranking(Sample sample, IReadOnlyList<IReadOnlyList<double?>> models, IEstimator? estimator = null, EstimationOptions? options = null)
    {
        if (models.Count < 2) throw new SparseEvalException($"{models.Count} model cannot be ranked. Give at least 2.");
        var pairs = (from i in Enumerable.Range(0, models.Count) from j in Enumerable.Range(i + 1, models.Count - i - 1) select (i, j)).ToArray();
        var compared = Array.ConvertAll(pairs, p => Paired(sample, models[p.i], models[p.j], estimator, options));
        if (compared.Any(c => c.PValue is null))
            throw new SparseEvalException($"The design '{sample.Design}' gives no standard error, so models cannot be ranked. Use 'stratified' or 'simple-random'.");
        return ModelRanking.Of(models.Count, pairs, compared, 1 - (options ?? new()).Confidence);
    }
}
