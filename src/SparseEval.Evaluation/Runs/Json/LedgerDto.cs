using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>The JSON form of a <see cref="ComputeLedger"/>: plain numbers for what is spent, figures with interval and basis for the rest.</summary>
internal sealed record LedgerDto
{
    public required SpentDto Spent { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FiguresDto? Predicted { get; init; }
    public required FiguresDto Full { get; init; }
    public required FiguresDto Saved { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FiguresDto? FromCache { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Currency { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public BreakEven? BreakEven { get; init; }
}

internal sealed record SpentDto
{
    public required int Items { get; init; }
    public required int CachedItems { get; init; }
    public required int FailedItems { get; init; }
    public required long? InputTokens { get; init; }
    public required long? OutputTokens { get; init; }
    public required double ForwardFlops { get; init; }
    public required double EngineSeconds { get; init; }
    public required double PlanningSeconds { get; init; }
    public required double? EnergyJoules { get; init; }
    public long CachedTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FigureBasis? TokenBasis { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long CheckTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long ProbeTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? Money { get; init; }
}

internal sealed record FiguresDto
{
    public required LedgerFigure Items { get; init; }
    public required LedgerFigure? InputTokens { get; init; }
    public required LedgerFigure? OutputTokens { get; init; }
    public required LedgerFigure? ForwardFlops { get; init; }
    public required LedgerFigure? EngineSeconds { get; init; }
    public required LedgerFigure? EnergyJoules { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public LedgerFigure? CachedTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public LedgerFigure? Money { get; init; }
    public double? TokenShare { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public double CacheTokenShare { get; init; }
}
