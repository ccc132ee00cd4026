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

    /// <summary>Of a - c b, which decides; null where none holds.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>The interval with missing scores at the worst end for each claim: its lower end with each missing score of the model 0 and of the baseline 1, its upper end the other way round. Null where none is missing.</summary>
    public ConfidenceInterval? AtWorst { get; init; }

    /// <summary>The interval with scores taken as missing at random; null where none is missing.</summary>
    public ConfidenceInterval? AtRandom { get; init; }

    /// <summary>Items behind it.</summary>
    public required int Items { get; init; }

    /// <summary>Items that were drawn or shared and have no score, beside <see cref="Items"/>: neither wrong nor saved.</summary>
    public int Unscored { get; init; }

    /// <summary>Items of the benchmark.</summary>
    public required int Population { get; init; }

    /// <summary>What the interval speaks about.</summary>
    public InferenceTarget Target { get; init; }

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
