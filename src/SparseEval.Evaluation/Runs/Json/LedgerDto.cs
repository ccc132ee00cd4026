namespace SparseEval.Evaluation;

/// <summary>The JSON form of a <see cref="ComputeLedger"/>: plain numbers for what is spent, figures with interval and basis for the rest.</summary>
internal sealed record LedgerDto
{
    public required SpentDto Spent { get; init; }
    public required FiguresDto Full { get; init; }
    public required FiguresDto Saved { get; init; }
}

internal sealed record SpentDto
{
    public required int Items { get; init; }
    public required int CachedItems { get; init; }
    public required int FailedItems { get; init; }
    public required long InputTokens { get; init; }
    public required long OutputTokens { get; init; }
    public required double ForwardFlops { get; init; }
    public required double EngineSeconds { get; init; }
    public required double PlanningSeconds { get; init; }
    public required double? EnergyJoules { get; init; }
}

internal sealed record FiguresDto
{
    public required LedgerFigure Items { get; init; }
    public required LedgerFigure? InputTokens { get; init; }
    public required LedgerFigure? OutputTokens { get; init; }
    public required LedgerFigure? ForwardFlops { get; init; }
    public required LedgerFigure? EngineSeconds { get; init; }
    public required LedgerFigure? EnergyJoules { get; init; }
    public double? TokenShare { get; init; }
}
