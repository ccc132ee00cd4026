namespace SparseEval;

/// <summary>What a gate says.</summary>
public enum GateOutcome
{
    /// <summary>The whole interval meets the criterion.</summary>
    Go,

    /// <summary>The whole interval fails it.</summary>
    NoGo,

    /// <summary>The interval holds values that meet it and values that fail it.</summary>
    Inconclusive,

    /// <summary>There is no interval to decide by: too many items without a score, or a design that carries none.</summary>
    Invalid,
}
