namespace SparseEval.Evaluation;

/// <summary>Between a ledger and its JSON.</summary>
internal static class LedgerJson
{
    public static LedgerDto ToDto(ComputeLedger ledger) => new()
    {
        Spent = new()
        {
            Items = (int)ledger.Spent.Items.Value,
            CachedItems = ledger.CachedItems,
            FailedItems = ledger.FailedItems,
            InputTokens = (long?)ledger.Spent.InputTokens?.Value,
            OutputTokens = (long?)ledger.Spent.OutputTokens?.Value,
            ForwardFlops = ledger.Spent.ForwardFlops!.Value,
            EngineSeconds = ledger.Spent.EngineSeconds!.Value,
            PlanningSeconds = ledger.PlanningSeconds,
            EnergyJoules = ledger.Spent.EnergyJoules?.Value,
            CachedTokens = (long)(ledger.Spent.CachedTokens?.Value ?? 0),
            CheckTokens = ledger.CheckTokens,
            ProbeTokens = ledger.ProbeTokens,
            Money = ledger.Spent.Money?.Value,
            TokenBasis = ledger.Spent.ForwardFlops.Basis == FigureBasis.Estimated ? FigureBasis.Estimated : null,
        },
        Predicted = ledger.Predicted is { } predicted ? Figures(predicted, null) : null,
        Full = Figures(ledger.Full, null),
        Saved = Figures(ledger.Saved.Figures, ledger.Saved.TokenShare) with { CacheTokenShare = ledger.Saved.CacheTokenShare },
        FromCache = ledger.FromCache is { } cached ? Figures(cached, null) : null,
        Currency = ledger.Currency,
        BreakEven = ledger.BreakEven,
    };

    public static ComputeLedger FromDto(LedgerDto dto) => new()
    {
        Spent = new()
        {
            Items = Measured(dto.Spent.Items),
            InputTokens = Counted(dto.Spent.InputTokens, dto.Spent),
            OutputTokens = Counted(dto.Spent.OutputTokens, dto.Spent),
            ForwardFlops = Counted(dto.Spent.ForwardFlops, dto.Spent),
            EngineSeconds = Measured(dto.Spent.EngineSeconds),
            EnergyJoules = Known(dto.Spent.EnergyJoules),
            CachedTokens = dto.Spent.InputTokens is null ? null : Measured(dto.Spent.CachedTokens),
            Money = Counted(dto.Spent.Money, dto.Spent),
        },
        Predicted = dto.Predicted is { } predicted ? Entry(predicted) : null,
        Full = Entry(dto.Full),
        Currency = dto.Currency,
        BreakEven = dto.BreakEven,
        Saved = new(Entry(dto.Saved), dto.Saved.TokenShare) { CacheTokenShare = dto.Saved.CacheTokenShare },
        CachedItems = dto.Spent.CachedItems,
        FailedItems = dto.Spent.FailedItems,
        PlanningSeconds = dto.Spent.PlanningSeconds,
        CheckTokens = dto.Spent.CheckTokens,
        ProbeTokens = dto.Spent.ProbeTokens,
        FromCache = dto.FromCache is { } cached ? Entry(cached) : null,
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

    private static LedgerFigure? Counted(double? value, SpentDto spent) => Known(value) is { } figure ? figure with { Basis = spent.TokenBasis ?? figure.Basis } : null;

    private static LedgerFigure? Known(double? value) => value is { } known ? Measured(known) : null;

    private static LedgerFigure Measured(double value) => new(value, null, FigureBasis.Measured);
}
