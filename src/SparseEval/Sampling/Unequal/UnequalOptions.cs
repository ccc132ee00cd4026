namespace SparseEval;

/// <summary>Hyper-parameters of the design <c>unequal</c>.</summary>
public sealed record UnequalOptions
{
    private readonly double _uniformShare = 0.25;

    /// <summary>How items are drawn once the probabilities stand.</summary>
    public UnequalScheme Scheme { get; init; } = UnequalScheme.ConditionalPoisson;

    /// <summary>Which spread of an item's score its probability follows.</summary>
    public ItemSpread Spread { get; init; } = ItemSpread.Residual;

    /// <summary>tau in (0, 1]: pi = (1 - tau) pi* + tau n / N, so no item's weight exceeds 1 / tau times that of equal probabilities; default 0.25.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1].</exception>
    public double UniformShare
    {
        get => _uniformShare;
        init => _uniformShare = value is > 0 and <= 1 ? value
            : throw new SparseEvalException($"A uniform share of {value} is not in (0, 1]. Without any, items that past models found certain would hardly be drawn; 0.25 is usual.");
    }

    /// <summary>Whose weights the probabilities follow: the average that is to be estimated.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;
}
