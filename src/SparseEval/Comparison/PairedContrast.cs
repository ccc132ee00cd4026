namespace SparseEval;

/// <summary>The estimate of a - c b, a and b the full scores of two models on the same items and c in (0, 1].</summary>
/// <remarks>
/// The value and its variance are those of (a - c b + c) / (1 + c), which lies in [0, 1]. The interval, where no method was asked for, comes from the parts of a - c b = c better - c worse + (1 - c) a, better the mean of
/// max(a - b, 0) and worse that of max(b - a, 0), each with the default interval of its own, by <see cref="SquareAndAdd"/>: differences are mostly 0, and a variance of few others is mostly luck.
/// </remarks>
internal sealed record PairedContrast
{
    private static readonly HashSet<string> OfOneScore = ["SPE0001", "SPE0004", "SPE0007"];

    public required double Value { get; init; }

    public required double? StandardError { get; init; }

    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>On the scale of (a - c b + c) / (1 + c).</summary>
    public required Estimate Scaled { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Null where the parts have no intervals that follow from the design.</summary>
    private SquareAndAdd? Added { get; init; }

    /// <summary>Of a - c b = 0; null without a standard error.</summary>
    public double? PValue() => Added?.PValue()
        ?? (StandardError is { } error ? PairTests.TwoSided(Value, error, Scaled.DegreesOfFreedom ?? double.PositiveInfinity, Scaled.SampleSize) : null);

    /// <param name="scaled">(a - c b + c) / (1 + c) on the drawn set, with epochs where they count.</param>
    /// <param name="a">Scores in the order of the sample's items, null where missing.</param>
    /// <param name="b">Likewise.</param>
    /// <param name="share">c.</param>
    /// <param name="estimator">Of a mean in [0, 1].</param>
    /// <param name="options">With an interval method it is applied to the scaled contrast.</param>
    public static PairedContrast Of(ScoredSample scaled, IReadOnlyList<double?> a, IReadOnlyList<double?> b, double share, IEstimator estimator, EstimationOptions options)
    {
        var (sample, both, estimate) = (scaled.Sample, new Pair(a, b), estimator.Estimate(scaled, options));
        var alike = both.Count((x, y) => x != y) == 0;
        var value = alike && share == 1 ? 0 : (1 + share) * estimate.Value - share;
        var added = estimate is { StandardError: { } error, Interval: { Kind: not "census" } } && options.Target != InferenceTarget.ExpectedScore
            ? Parts(sample, both, share, estimator, options) is { } parts ? new SquareAndAdd(value, Math.Pow((1 + share) * error, 2), parts, Lattice(sample, both, share, options)) : null : null;
        var interval = added is not null && options.Interval is null ? Clipped(added.Interval(options.Confidence), share) : Gates.Unscale(estimate.Interval, share);
        return new()
        {
            Value = value,
            StandardError = (1 + share) * estimate.StandardError,
            Interval = interval,
            Scaled = estimate,
            Diagnostics = [.. Remarks(estimate, interval, alike, both)],
            Added = added,
        };
    }

    /// <summary>Of the difference of two models, as run.</summary>
    public static PairedContrast Of(Sample sample, IReadOnlyList<double?> a, IReadOnlyList<double?> b, double share, IEstimator estimator, EstimationOptions options)
    {
        var both = new Pair(new ScoredSample(sample, a).Scores, new ScoredSample(sample, b).Scores);
        return Of(new ScoredSample(sample, both.Select((x, y) => Math.Clamp((x - share * y + share) / (1 + share), 0, 1))), a, b, share, estimator, options);
    }

    /// <summary>Null where the estimator gives a part no interval that follows from the design.</summary>
    private static List<(double, Estimate)>? Parts(Sample sample, Pair both, double share, IEstimator estimator, EstimationOptions options)
    {
        var kept = options with { Interval = null, KeepsLevels = true };
        List<(double Weight, IReadOnlyList<double?> Scores)> parts = [(share, both.Select((x, y) => Math.Max(0, x - y))), (-share, both.Select((x, y) => Math.Max(0, y - x)))];
        if (share < 1) parts.Add((1 - share, both.Select((x, _) => x)));
        var estimates = estimator.EstimateMany(sample, [.. parts.Select(p => p.Scores)], kept);
        return estimates.All(e => e is { StandardError: not null, AtLevel: not null }) ? [.. parts.Zip(estimates, (p, e) => (p.Weight, e))] : null;
    }

    /// <summary>N where the true difference is a whole number of items over N: right-or-wrong scores of a benchmark whose items weigh alike.</summary>
    private static int Lattice(Sample sample, Pair both, double share, EstimationOptions options) =>
        share == 1 && options is { Target: InferenceTarget.FullBenchmark, Estimand.IsItemWeighted: true } && both.Count((x, y) => x is not (0 or 1) || y is not (0 or 1)) == 0 ? sample.Frame.Count : 0;

    private static ConfidenceInterval Clipped(ConfidenceInterval interval, double share) =>
        interval with { Lower = Math.Max(-share, interval.Lower), Upper = Math.Min(1, interval.Upper) };

    private static IEnumerable<Diagnostic> Remarks(Estimate scaled, ConfidenceInterval? interval, bool alike, Pair both)
    {
        if (interval is { Kind: not "census" }) yield return DiagnosticCatalog.IntervalOfDifference(interval.Kind);
        if (alike && interval is { Kind: not "census" }) yield return DiagnosticCatalog.NoDifferenceSeen(scaled.SampleSize);
        foreach (var remark in scaled.Diagnostics.Where(d => interval is null or { Kind: "census" } || !OfOneScore.Contains(d.Code))) yield return remark;
        if (both.Lone > 0) yield return DiagnosticCatalog.LeftOutOfPair(both.Lone);
    }

    /// <summary>Scores of both; an item counts where both are there.</summary>
    private sealed record Pair(IReadOnlyList<double?> A, IReadOnlyList<double?> B)
    {
        public int Lone => A.Zip(B, (x, y) => x.HasValue != y.HasValue).Count(lone => lone);

        public double?[] Select(Func<double, double, double> of) => [.. A.Zip(B, (x, y) => x is { } p && y is { } q ? of(p, q) : (double?)null)];

        public int Count(Func<double, double, bool> holds) => A.Zip(B, (x, y) => x is { } p && y is { } q && holds(p, q)).Count(true.Equals);
    }
}
