using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>The JSON form of a <see cref="RunRecord"/>, member by member in the order of the file.</summary>
internal sealed record RecordDto
{
    public required string Schema { get; init; }
    public required BenchmarkReference Benchmark { get; init; }
    public required EngineDescription Engine { get; init; }
    public required string Design { get; init; }
    public required string Estimator { get; init; }
    public required string Scorer { get; init; }
    public required string Budget { get; init; }
    public required ulong Seed { get; init; }
    public required string PlanHash { get; init; }
    public required string RunHash { get; init; }
    public required EstimateDto Estimate { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public WatchOutcome? Watch { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DeterminismDto? Determinism { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public PositionDto? Positions { get; init; }
    public required LedgerDto Ledger { get; init; }
    public required IReadOnlyList<ItemDto> Items { get; init; }
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
    public required TimingsDto Timings { get; init; }
}

internal sealed record EstimateDto
{
    public required double Value { get; init; }
    public required double? StandardError { get; init; }
    public required double? DegreesOfFreedom { get; init; }
    public required ConfidenceInterval? Interval { get; init; }
    [JsonPropertyName("n")] public required int SampleSize { get; init; }
    [JsonPropertyName("N")] public required int PopulationSize { get; init; }
    public required string Estimand { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Target { get; init; }
    public required string Method { get; init; }
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}

internal sealed record DeterminismDto
{
    public required int Checked { get; init; }
    public required int Failed { get; init; }
    public required IReadOnlyList<string> Flipped { get; init; }
    public required int ScoresChanged { get; init; }
    public required double? LargestDifference { get; init; }
    public required CostDto Cost { get; init; }
}

internal sealed record PositionDto
{
    public required int Pairs { get; init; }
    public required int Turned { get; init; }
}

internal sealed record ItemDto
{
    public required string Id { get; init; }
    public required string Stratum { get; init; }
    public required double InclusionProbability { get; init; }
    public required double? Score { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<double?>? Epochs { get; init; }
    public required CostDto Cost { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Cached { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Content { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Error { get; init; }
}

internal sealed record CostDto
{
    public required long InputTokens { get; init; }
    public required long OutputTokens { get; init; }
    public required double ForwardFlops { get; init; }
    public required double EngineSeconds { get; init; }
    public required double? EnergyJoules { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long CachedTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long SharedTokens { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public double SharedFlops { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? Money { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool TokensUnknown { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool TokensEstimated { get; init; }
}

internal sealed record TimingsDto
{
    public required DateTimeOffset Started { get; init; }
    public required DateTimeOffset Finished { get; init; }
    public required double WallSeconds { get; init; }
    public required double PlanningSeconds { get; init; }
    public required int Sessions { get; init; }
}
