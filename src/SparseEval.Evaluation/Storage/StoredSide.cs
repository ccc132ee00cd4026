namespace SparseEval.Evaluation;

/// <summary>One side of <see cref="StoredSides"/>.</summary>
internal sealed record StoredSide
{
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CachedTokens { get; init; }
    public long EngineTicks { get; init; }
    public double? Money { get; init; }
    public bool? TokensUnknown { get; init; }

    public static StoredSide Of(ComputeCost cost) => new()
    {
        InputTokens = cost.InputTokens,
        OutputTokens = cost.OutputTokens,
        CachedTokens = cost.CachedTokens,
        EngineTicks = cost.EngineTime.Ticks,
        Money = cost.Money,
        TokensUnknown = cost.TokensUnknown ? true : null,
    };

    public ComputeCost ToCost() => new()
    {
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        CachedTokens = CachedTokens,
        EngineTime = TimeSpan.FromTicks(EngineTicks),
        Money = Money,
        TokensUnknown = TokensUnknown ?? false,
    };
}
