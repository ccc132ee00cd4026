namespace SparseEval.Evaluation;

/// <summary>What a budget counts.</summary>
public enum BudgetKind
{
    /// <summary>Items to run.</summary>
    Items,

    /// <summary>A share of the benchmark's items.</summary>
    Fraction,

    /// <summary>Predicted tokens, read and generated.</summary>
    Tokens,

    /// <summary>Predicted forward floating-point operations.</summary>
    Flops,

    /// <summary>The forecast half-width of the interval that is to be reached.</summary>
    HalfWidth,
}
