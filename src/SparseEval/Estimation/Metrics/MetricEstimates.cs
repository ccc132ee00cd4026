namespace SparseEval;

/// <summary>Several metrics of one model (accuracy, F1 of each answer, length of it in [0, 1] ...) from one sample.</summary>
/// <remarks>
/// Each metric is estimated by itself. For intervals that hold all at once each takes 1 - alpha / m of m metrics (Bonferroni's inequality): whatever the dependence between metrics, the design
/// and the interval method, the chance that any of them misses is at most the sum of m chances of alpha / m.
/// </remarks>
public static class MetricEstimates
{
    /// <summary>Estimates every metric.</summary>
    /// <param name="metrics">Name and scores of each, all on one sample; a metric may lack scores that another has.</param>
    /// <param name="estimator">Null for the mean.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="simultaneous">True where the intervals are to hold all at once at the confidence; false where each is to hold by itself.</param>
    /// <returns>In the order of the metrics.</returns>
    /// <exception cref="SparseEvalException">There is no metric, a name comes twice, or the samples are not one and the same.</exception>
    public static IReadOnlyList<MetricEstimate> Of(IReadOnlyList<(string Metric, ScoredSample Scores)> metrics, IEstimator? estimator = null, EstimationOptions? options = null, bool simultaneous = false)
    {
        if (metrics.Count == 0) throw new SparseEvalException("No metric was given. Give at least one.");
        if (metrics.GroupBy(m => m.Metric, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new SparseEvalException($"The metric '{twice.Key}' was given {twice.Count()} times. Give each once.");
        if (metrics.FirstOrDefault(m => !ReferenceEquals(m.Scores.Sample, metrics[0].Scores.Sample)) is { Metric: not null } other)
            throw new SparseEvalException($"The metrics '{metrics[0].Metric}' and '{other.Metric}' are of two samples. Score the same sample by both.");
        var each = options ?? new();
        if (simultaneous) each = each with { Confidence = 1 - (1 - each.Confidence) / metrics.Count };
        return [.. metrics.Select(m => new MetricEstimate(m.Metric, (estimator ?? Estimators.Mean()).Estimate(m.Scores, each)))];
    }
}
