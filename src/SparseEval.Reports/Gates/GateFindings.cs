namespace SparseEval.Reports;

/// <summary>What a gate came to, of one benchmark or of a policy's many.</summary>
public sealed record GateFindings
{
    /// <summary>Of all together.</summary>
    public required GateOutcome Outcome { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>How sure it is, and how the error is shared among benchmarks, in a phrase.</summary>
    public required string Errors { get; init; }

    /// <summary>At least 1, in the policy's order.</summary>
    public required IReadOnlyList<GatedBenchmark> Benchmarks { get; init; }
}
