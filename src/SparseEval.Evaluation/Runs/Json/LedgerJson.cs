namespace SparseEval.Evaluation;

/// <summary>Between ledger and items, and their JSON.</summary>
internal static class LedgerJson
{
    public static LedgerDto ToDto(ComputeLedger ledger) => new()
    {
        Spent = new()
        {
            Items = (int)ledger.Spent.Items.Value,
            CachedItems = ledger.CachedItems,
            FailedItems = ledger.FailedItems,
            InputTokens = (long)ledger.Spent.InputTokens!.Value,
            OutputTokens = (long)ledger.Spent.OutputTokens!.Value,
            ForwardFlops = ledger.Spent.ForwardFlops!.Value,
            EngineSeconds = ledger.Spent.EngineSeconds!.Value,
            PlanningSeconds = ledger.PlanningSeconds,
            EnergyJoules = ledger.Spent.EnergyJoules?.Value,
            CachedTokens = (long)(ledger.Spent.CachedTokens?.Value ?? 0),
            CheckTokens = ledger.CheckTokens,
            Money = ledger.Spent.Money?.Value,
        },
        Predicted = ledger.Predicted is { } predicted ? Figures(predicted, null) : null,
        Full = Figures(ledger.Full, null),
        Saved = Figures(ledger.Saved.Figures, ledger.Saved.TokenShare),
        Currency = ledger.Currency,
        BreakEven = ledger.BreakEven,
    };

    public static ComputeLedger FromDto(LedgerDto dto) => new()
    {
        Spent = new()
        {
            Items = Measured(dto.Spent.Items),
            InputTokens = Measured(dto.Spent.InputTokens),
            OutputTokens = Measured(dto.Spent.OutputTokens),
            ForwardFlops = Measured(dto.Spent.ForwardFlops),
            EngineSeconds = Measured(dto.Spent.EngineSeconds),
            EnergyJoules = dto.Spent.EnergyJoules is { } joules ? Measured(joules) : null,
            CachedTokens = Measured(dto.Spent.CachedTokens),
            Money = dto.Spent.Money is { } money ? Measured(money) : null,
        },
        Predicted = dto.Predicted is { } predicted ? Entry(predicted) : null,
        Full = Entry(dto.Full),
        Currency = dto.Currency,
        BreakEven = dto.BreakEven,
        Saved = new(Entry(dto.Saved), dto.Saved.TokenShare),
        CachedItems = dto.Spent.CachedItems,
        FailedItems = dto.Spent.FailedItems,
        PlanningSeconds = dto.Spent.PlanningSeconds,
        CheckTokens = dto.Spent.CheckTokens,
    };

    public static ItemDto ToDto(RunItem item) => new()
    {
        Id = item.Id,
        Stratum = item.Stratum,
        InclusionProbability = item.InclusionProbability,
        Score = item.Score,
        Epochs = item.Epochs,
        Cost = ToDto(item.Cost),
        Cached = item.Cached,
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
        Money = cost.Money,
    };

    public static ComputeCost FromDto(CostDto dto) => new()
    {
        InputTokens = dto.InputTokens,
        OutputTokens = dto.OutputTokens,
        ForwardFlops = dto.ForwardFlops,
        EngineTime = Time(dto.EngineSeconds),
        EnergyJoules = dto.EnergyJoules,
        CachedTokens = dto.CachedTokens,
        Money = dto.Money,
    };

    private static FiguresDto Figures(LedgerEntry entry, double? tokenShare) => new()
    {
        Items = entry.Items,
        InputTokens = entry.InputTokens,
        OutputTokens = entry.OutputTokens,
        ForwardFlops = entry.ForwardFlops,
        EngineSeconds = entry.EngineSeconds,
        EnergyJoules = entry.EnergyJoules,
        CachedTokens = entry.CachedTokens,
        Money = entry.Money,
        TokenShare = tokenShare,
    };

    private static LedgerEntry Entry(FiguresDto dto) => new()
    {
        Items = dto.Items,
        InputTokens = dto.InputTokens,
        OutputTokens = dto.OutputTokens,
        ForwardFlops = dto.ForwardFlops,
        EngineSeconds = dto.EngineSeconds,
        EnergyJoules = dto.EnergyJoules,
        CachedTokens = dto.CachedTokens,
        Money = dto.Money,
    };

    /// <summary>To the nearest tick: TimeSpan.FromSeconds cuts off, and a record read and written again would differ.</summary>
    public static TimeSpan Time(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private static LedgerFigure Measured(double value) => new(value, null, FigureBasis.Measured);
}
