namespace SparseEval;

/// <summary>What an allocation may use.</summary>
public sealed record AllocationInput
{
    /// <summary>What is known before the run.</summary>
    public required SamplingFrame Frame { get; init; }

    /// <summary>Number of items to divide, at most N.</summary>
    public required int Budget { get; init; }

    /// <summary>The strata in the design's order.</summary>
    public required IReadOnlyList<AllocationStratum> Strata { get; init; }

    /// <summary>Scores of the pilot: position in the benchmark to score, null where an item failed. Empty without a pilot.</summary>
    public IReadOnlyDictionary<int, double?> Scores { get; init; } = new Dictionary<int, double?>();
}
