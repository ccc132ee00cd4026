namespace SparseEval;

/// <summary>A gate's answer with what it rests on.</summary>
public sealed record GateDecision
{
    /// <summary>What was asked.</summary>
    public required GateCriterion Criterion { get; init; }

    /// <summary>What is said.</summary>
    public required GateOutcome Outcome { get; init; }

    /// <summary>The estimate of a - c b, which decides nothing; null where too little is scored for one.</summary>
    public required double? Value { get; init; }

    /// <summary>Of a - c b; null where none holds.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>Items behind it.</summary>
    public required int Items { get; init; }

    /// <summary>Items that were drawn or shared and have no score, beside <see cref="Items"/>: neither wrong nor saved.</summary>
    public int Unscored { get; init; }

    /// <summary>Items of the benchmark.</summary>
    public required int Population { get; init; }

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
