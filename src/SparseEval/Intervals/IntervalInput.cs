namespace SparseEval;

/// <summary>What an interval method may use.</summary>
public sealed record IntervalInput
{
    /// <summary>The estimate.</summary>
    public required double Value { get; init; }

    /// <summary>Its standard error, with the finite-population correction where the target is the full benchmark.</summary>
    public required double StandardError { get; init; }

    /// <summary>Of the standard error; at least 1, infinity where the variance is known.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>Number of scored items, n.</summary>
    public required int SampleSize { get; init; }

    /// <summary>Number of items, N.</summary>
    public required int PopulationSize { get; init; }

    /// <summary>
    /// Size of a simple random sample with replacement that would be as precise if all items were equally hard: 1 / sum over units of
    /// (1 - f) (unit's weight)^2, f its inclusion probability. For simple random sampling it is n / (1 - n/N). Clusters count as one unit each.
    /// </summary>
    public required double EffectiveSize { get; init; }

    /// <summary>The least full score that the observed item scores still allow: unseen items all 0.</summary>
    public required double LowerBound { get; init; }

    /// <summary>The greatest full score that they still allow: unseen items all 1.</summary>
    public required double UpperBound { get; init; }

    /// <summary>The scored units, or null where only the figures above are known; methods that need them then refuse.</summary>
    public IntervalSample? Sample { get; init; }
}
