using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>One benchmark of a gate with all that its page shows.</summary>
/// <param name="Benchmark">Its name, or that of the policy's entry.</param>
/// <param name="Model">Whose score is judged.</param>
/// <param name="Decision">What was said.</param>
public sealed record GatedBenchmark(string Benchmark, string Model, GateDecision Decision)
{
    /// <summary>The answer in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>1 less the confidence of its interval.</summary>
    public required double Alpha { get; init; }

    /// <summary><c>critical</c>, <c>supporting</c> or <c>advisory</c>.</summary>
    public string Tier { get; init; } = "critical";

    /// <summary>Whom it is held against, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>True where items came one after the other until the answer was clear.</summary>
    public bool IsSequential { get; init; }

    /// <summary>How the interval narrowed, in order; empty where it was made once or the steps are not known.</summary>
    public IReadOnlyList<WatchedMoment> Path { get; init; } = [];

    /// <summary>Items with both scores where the criterion compares; else empty.</summary>
    public IReadOnlyList<PairedScore> Pairs { get; init; } = [];

    /// <summary>The run that was judged, or null for scores without one.</summary>
    public RunRecord? Record { get; init; }
}
