namespace SparseEval.Evaluation;

/// <summary>What work cost, measured or predicted.</summary>
public sealed record ComputeCost
{
    /// <summary>Nothing.</summary>
    public static ComputeCost Zero { get; } = new();

    /// <summary>
    /// Tokens read, each counted once for every time it is computed: a context that serves several options counts once. Padding is not counted.
    /// </summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens generated, the one that ends the text included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>
    /// Forward floating-point operations, a multiply-add counted as two: a token that sees c tokens, itself included, costs 2 M + 4 L d c, where
    /// M = L (4 d^2 + 2 d f) + d V counts the weights that are multiplied (L layers of width d and inner width f, and the output layer over V
    /// tokens). The embedding's look-up, norms, softmax and padding are not counted; what is computed once for several options is counted once.
    /// </summary>
    public double ForwardFlops { get; init; }

    /// <summary>Time in the engine, a batch's time shared out by tokens.</summary>
    public TimeSpan EngineTime { get; init; }

    /// <summary>Of <see cref="InputTokens"/>: those that a server took from its prefix cache rather than compute them.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Tokens at the request's beginning that the engine had computed for another one; no part of <see cref="InputTokens"/>.</summary>
    public long SharedTokens { get; init; }

    /// <summary>What <see cref="SharedTokens"/> would have cost; no part of <see cref="ForwardFlops"/>.</summary>
    public double SharedFlops { get; init; }

    /// <summary>True where nobody said how many tokens all of this took, as of a program that says none or an attempt that ended without an answer; the numbers are then those that are known.</summary>
    public bool TokensUnknown { get; init; }

    /// <summary>True where tokens are guessed from the length of texts, as of protocols that say none.</summary>
    public bool TokensEstimated { get; init; }

    /// <summary>What of this a model took and what its judge, where there is one: they may be paid by different lists. Null where it is a model's alone.</summary>
    internal CostSides? Sides { get; init; }

    /// <summary>Money in the currency of the price list, or null where neither a list nor the engine says.</summary>
    public double? Money { get; init; }

    /// <summary>GPU energy in joules, or null where no counter exists.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Known to have taken no tokens, as a program's start.</summary>
    internal bool IsTimeAlone => !TokensUnknown && InputTokens + OutputTokens == 0;

    /// <summary>The sum; energy and money are known only where both are.</summary>
    public static ComputeCost operator +(ComputeCost left, ComputeCost right) => new()
    {
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        ForwardFlops = left.ForwardFlops + right.ForwardFlops,
        EngineTime = left.EngineTime + right.EngineTime,
        CachedTokens = left.CachedTokens + right.CachedTokens,
        SharedTokens = left.SharedTokens + right.SharedTokens,
        SharedFlops = left.SharedFlops + right.SharedFlops,
        TokensUnknown = left.TokensUnknown || right.TokensUnknown,
        TokensEstimated = left.TokensEstimated || right.TokensEstimated,
        Sides = left.Sides is null && right.Sides is null ? null : CostSides.Of(left) + CostSides.Of(right),
        EnergyJoules = left == Zero ? right.EnergyJoules : right == Zero ? left.EnergyJoules : left.EnergyJoules + right.EnergyJoules,
        Money = left == Zero ? right.Money : right == Zero ? left.Money : left.Money + right.Money,
    };

    /// <summary>The sum, for languages without operators.</summary>
    public ComputeCost Add(ComputeCost other) => this + other;
}
