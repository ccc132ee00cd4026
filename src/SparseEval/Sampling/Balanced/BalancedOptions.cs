namespace SparseEval;

/// <summary>Hyper-parameters of the design <c>balanced</c>.</summary>
public sealed record BalancedOptions
{
    /// <summary>Item field, or several joined by commas, whose texts' shares in the sample are to be those in the benchmark; null for none.</summary>
    public string? By { get; init; }

    /// <summary>Unequal inclusion probabilities to balance with (their scheme is not used); null for n / N each.</summary>
    public UnequalOptions? Unequal { get; init; }
}
