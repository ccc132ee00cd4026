namespace SparseEval;

/// <summary>
/// Estimates the sum of any item quantity (engine seconds, joules, tokens) over the whole benchmark from its values on the sample and a related
/// quantity that is known for every item (predicted FLOPs, prompt length).
/// </summary>
/// <remarks>
/// Combined ratio estimator R X, R = sum a y / sum a x and X the known sum of x, with the design variance of the residuals y - R x, each divided by 1 minus its leverage
/// a x / sum a x (Sarndal, Swensson and Wretman 1992, 5.6 and 7.3). Without a related quantity x = 1: the expansion estimator. Approximately unbiased;
/// precise where y is nearly proportional to x. Interval by Student's t.
/// </remarks>
public static class DesignBasedTotal
{
    /// <summary>Estimates the total.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="observed">In the order of <see cref="Sample.Items"/>; null where the quantity was not observed. Any finite numbers.</param>
    /// <param name="auxiliary">In the benchmark's order, N finite numbers of at least 0 with a positive sum; null for none.</param>
    /// <param name="confidence">Level of the interval in (0, 1).</param>
    /// <returns>The interval is null, with a diagnostic, where the design or a single observed unit allows none. If no observed value is negative, nothing lies below the observed sum.</returns>
    /// <exception cref="SparseEvalException">Lengths differ, a value is out of range, or a stratum has no observed item.</exception>
    public static TotalEstimate Estimate(Sample sample, IReadOnlyList<double?> observed, IReadOnlyList<double>? auxiliary = null, double confidence = 0.95)
    {
        Check(sample, observed, auxiliary);
        var scores = new DesignedScores(sample, observed, new() { Confidence = confidence, Singletons = SingletonStratum.Combine });
        var x = auxiliary is null ? [.. Enumerable.Repeat(1.0, scores.Count)] : Array.ConvertAll(scores.Index, i => auxiliary[i]);
        var known = auxiliary?.Sum() ?? sample.Frame.Count;
        var (meanY, meanX) = (scores.Mean(scores.Scores), scores.Mean(x));
        if (!(meanX > 0)) throw new SparseEvalException("The auxiliary quantity is 0 on every observed item, so it cannot carry an estimate. Leave it out.");
        var total = new TotalEstimate
        {
            Value = AtLeastObserved(meanY / meanX * known, scores),
            StandardError = null,
            Interval = null,
            Observed = scores.Scores.Sum(),
            SampleSize = scores.Count,
            PopulationSize = sample.Frame.Count,
            Method = $"{(auxiliary is null ? "expansion" : "ratio")} total on {sample.Design}",
        };
        if (scores.IsCensus) return total with { StandardError = 0, Interval = new(total.Value, total.Value, confidence, "census") };
        if (!sample.HasKnownProbabilities) return total with { Diagnostics = [DiagnosticCatalog.NoKnownProbabilities(sample.Design)] };
        var residuals = scores.Scores.Select((y, i) => (y - meanY / meanX * x[i]) / (1 - Math.Min(0.5, scores.Coefficients[i] * x[i] / meanX)));
        return WithInterval(total, scores, [.. residuals], known / meanX);
    }

    /// <param name="total">Without interval.</param>
    /// <param name="scores">The observed values.</param>
    /// <param name="residuals">Leverage-corrected, along the observed values.</param>
    /// <param name="expansion">X over the estimated mean of x: from the mean's scale to the total's.</param>
    private static TotalEstimate WithInterval(TotalEstimate total, DesignedScores scores, double[] residuals, double expansion)
    {
        if (scores.Count < 2) return total with { Diagnostics = [DiagnosticCatalog.VarianceUndefined(scores.Count)] };
        var diagnostics = new List<Diagnostic>();
        VarianceUnits units;
        try
        {
            units = new VarianceUnits(scores, diagnostics);
        }
        catch (SparseEvalException)
        {
            return total with { Diagnostics = [DiagnosticCatalog.VarianceUndefined(1)] };
        }
        var (variance, freedom) = units.Variance(units.Influence(residuals));
        var error = Math.Sqrt(variance) * expansion;
        var half = WaldTInterval.Quantile(scores.Options.Confidence, freedom) * error;
        return total with
        {
            StandardError = error,
            Interval = new(AtLeastObserved(total.Value - half, scores), total.Value + half, scores.Options.Confidence, "wald-t"),
            Diagnostics = diagnostics,
        };
    }

    private static double AtLeastObserved(double value, DesignedScores scores) => scores.Scores.Min() < 0 ? value : Math.Max(value, scores.Scores.Sum());

    private static void Check(Sample sample, IReadOnlyList<double?> observed, IReadOnlyList<double>? auxiliary)
    {
        if (observed.Count != sample.Count)
            throw new SparseEvalException($"{observed.Count} values were given for {sample.Count} drawn items. Give one for each, null where it was not observed.");
        if (observed.Any(v => v is { } y && !double.IsFinite(y))) throw new SparseEvalException("An observed value is not a finite number. Use null where it was not observed.");
        if (auxiliary is null) return;
        if (auxiliary.Count != sample.Frame.Count)
            throw new SparseEvalException($"The auxiliary quantity has {auxiliary.Count} values for {sample.Frame.Count} items. Give one for each.");
        if (auxiliary.Any(x => !(x >= 0 && double.IsFinite(x)))) throw new SparseEvalException("The auxiliary quantity must be finite and at least 0 for every item.");
    }
}
