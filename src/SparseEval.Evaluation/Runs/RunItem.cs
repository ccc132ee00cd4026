namespace SparseEval.Evaluation;

/// <summary>A drawn item in a run record.</summary>
public sealed record RunItem
{
    /// <summary>Id in the benchmark.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its stratum.</summary>
    public required string Stratum { get; init; }

    /// <summary>Probability in (0, 1] that the design includes it.</summary>
    public required double InclusionProbability { get; init; }

    /// <summary>In [0, 1], or null where the item has none.</summary>
    public required double? Score { get; init; }

    /// <summary>Score of each epoch where the run asked for several, null where that one has none; else null. <see cref="Score"/> is their mean, and null where one is missing.</summary>
    public IReadOnlyList<double?>? Epochs { get; init; }

    /// <summary>What the answer cost when the engine gave it; for an item from the cache, in an earlier run.</summary>
    public required ComputeCost Cost { get; init; }

    /// <summary>True where the answer came from the response cache.</summary>
    public bool Cached { get; init; }

    /// <summary>What was read beside the prompt, such as the SHA-256 in hexadecimal of the image that it names; else null.</summary>
    public string? Content { get; init; }

    /// <summary>Why there is no score, or null.</summary>
    public string? Error { get; init; }
}
