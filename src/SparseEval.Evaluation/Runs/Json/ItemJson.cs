namespace SparseEval.Evaluation;

/// <summary>Between items with their costs and their JSON.</summary>
internal static class ItemJson
{
    public static ItemDto ToDto(RunItem item) => new()
    {
        Id = item.Id,
        Stratum = item.Stratum,
        InclusionProbability = item.InclusionProbability,
        Score = item.Score,
        Epochs = item.Epochs,
        Cost = ToDto(item.Cost),
        Cached = item.Cached,
        Content = item.Content,
        Error = item.Error,
    };

    public static RunItem FromDto(ItemDto dto) => new()
    {
        Id = dto.Id,
        Stratum = dto.Stratum,
        InclusionProbability = dto.InclusionProbability,
        Score = dto.Score,
        Epochs = dto.Epochs,
        Cost = FromDto(dto.Cost),
        Cached = dto.Cached,
        Content = dto.Content,
        Error = dto.Error,
    };

    public static CostDto ToDto(ComputeCost cost) => new()
    {
        InputTokens = cost.InputTokens,
        OutputTokens = cost.OutputTokens,
        ForwardFlops = cost.ForwardFlops,
        EngineSeconds = cost.EngineTime.TotalSeconds,
        EnergyJoules = cost.EnergyJoules,
        CachedTokens = cost.CachedTokens,
        SharedTokens = cost.SharedTokens,
        SharedFlops = cost.SharedFlops,
        Money = cost.Money,
        TokensUnknown = cost.TokensUnknown,
        TokensEstimated = cost.TokensEstimated,
    };

    public static ComputeCost FromDto(CostDto dto) => new()
    {
        InputTokens = dto.InputTokens,
        OutputTokens = dto.OutputTokens,
        ForwardFlops = dto.ForwardFlops,
        EngineTime = Time(dto.EngineSeconds),
        EnergyJoules = dto.EnergyJoules,
        CachedTokens = dto.CachedTokens,
        SharedTokens = dto.SharedTokens,
        SharedFlops = dto.SharedFlops,
        Money = dto.Money,
        TokensUnknown = dto.TokensUnknown,
        TokensEstimated = dto.TokensEstimated,
    };

    /// <summary>To the nearest tick: TimeSpan.FromSeconds cuts off, and a record read and written again would differ.</summary>
    public static TimeSpan Time(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
