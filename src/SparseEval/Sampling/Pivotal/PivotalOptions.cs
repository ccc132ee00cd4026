namespace SparseEval;

/// <summary>Hyper-parameters of the design <c>pivotal</c>.</summary>
public sealed record PivotalOptions
{
    /// <summary>How pairs are picked.</summary>
    public PivotalScheme Scheme { get; init; } = PivotalScheme.Lpm2;

    /// <summary>Item fields with numbers, joined by commas, that span the space (each scaled to unit variance); null for history factors.</summary>
    public string? By { get; init; }
}
