namespace SparseEval;

/// <summary>An estimate of the full score that explains itself.</summary>
[TypeFormatterSource(typeof(EstimateDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Estimate
{
    /// <summary>The estimated full score, on the scale of the item scores ([0, 1]).</summary>
    public required double Value { get; init; }

    /// <summary>Standard error of <see cref="Value"/>, or null where it cannot be said.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Degrees of freedom of the standard error, or null where it cannot be said.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>The interval, or null where none holds; a diagnostic then says why.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>Number of scored items, n.</summary>
    public required int SampleSize { get; init; }

    /// <summary>Number of items of the benchmark, N.</summary>
    public required int PopulationSize { get; init; }

    /// <summary>Which average is estimated.</summary>
    public required string Estimand { get; init; }

    /// <summary>What the interval speaks about.</summary>
    public InferenceTarget Target { get; init; }

    /// <summary>Design and estimator, with parameters.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before using the number.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>
    /// Influence value of each drawn item that has a score, keyed by its position in the benchmark: the estimate's error is, to first order, the
    /// design-weighted sum of these, so variances of differences and totals come from them alone.
    /// </summary>
    public IReadOnlyDictionary<int, double> Influence { get; init; } = new Dictionary<int, double>();

    /// <summary>The interval at any confidence, where <see cref="EstimationOptions.KeepsLevels"/> asked for it and there is one.</summary>
    internal Func<double, ConfidenceInterval>? AtLevel { get; init; }

    /// <summary>Such as <c>0.713 ± 0.018 (95 % CI 0.678-0.748, 400 of 14042 items, item-weighted)</c>.</summary>
    public override string ToString()
    {
        var error = StandardError is { } se ? FormattableString.Invariant($" ± {se:0.000}") : "";
        var interval = Interval is { } ci ? $"{ci}" : "no interval";
        return FormattableString.Invariant($"{Value:0.000}{error} ({interval}, {SampleSize} of {PopulationSize} items, {Estimand})");
    }
}
