namespace SparseEval;

/// <summary>Hyper-parameters of the design <c>pivotal</c>.</summary>
public sealed record PivotalOptions
{
    private readonly double _uniformShare = 1;

    /// <summary>
    /// Share of equal probabilities in (0, 1]; the rest follows how much past models differ on an item (<see cref="ItemSpread.Total"/>), so that items on which all agree are drawn
    /// less often. Default 1: all equal. Below 1 a history or predicted costs are needed.
    /// </summary>
    /// <exception cref="SparseEvalException">Outside (0, 1].</exception>
    public double UniformShare
    {
        get => _uniformShare;
        init => _uniformShare = value is > 0 and <= 1 ? value : throw new SparseEvalException($"A uniform share of {value} is not in (0, 1]. 1 draws all items with equal probabilities.");
    }

    /// <summary>How pairs are picked.</summary>
    public PivotalScheme Scheme { get; init; } = PivotalScheme.Lpm2;

    /// <summary>Item fields with numbers, joined by commas, that span the space (each scaled to unit variance); null for history factors.</summary>
    public string? By { get; init; }

    /// <summary>Whose weights the probabilities follow where they are not equal: the average that is to be estimated.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;
}
