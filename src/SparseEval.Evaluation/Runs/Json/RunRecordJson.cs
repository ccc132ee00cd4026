using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Between the record and its JSON.</summary>
internal static class RunRecordJson
{
    public static string Write(RunRecord record) => JsonSerializer.Serialize(ToDto(record), RecordJsonContext.Instance.RecordDto) + "\n";

    /// <exception cref="JsonException">The text is not JSON, or a member is missing.</exception>
    public static RunRecord Read(string json) => FromDto(JsonSerializer.Deserialize(json, RecordJsonContext.Instance.RecordDto)
        ?? throw new JsonException("The text is null."));

    private static RecordDto ToDto(RunRecord record) => new()
    {
        Schema = RunRecord.Schema,
        Benchmark = record.Benchmark,
        Engine = record.Engine,
        Design = record.Design,
        Estimator = record.Estimator,
        Scorer = record.Scorer,
        Budget = record.Budget,
        Seed = record.Seed,
        PlanHash = record.PlanHash,
        RunHash = record.RunHash,
        Estimate = EstimateJson.ToDto(record.Estimate),
        Watch = record.Watch,
        Determinism = record.Determinism is { } found
            ? new() { Checked = found.Checked, Failed = found.Failed, Flipped = found.Flipped, ScoresChanged = found.ScoresChanged, LargestDifference = found.LargestDifference, Cost = ItemJson.ToDto(found.Cost) }
            : null,
        Positions = record.Positions is { } positions ? new() { Pairs = positions.Pairs, Turned = positions.Turned } : null,
        Ledger = LedgerJson.ToDto(record.Ledger),
        Items = [.. record.Items.Select(ItemJson.ToDto)],
        Versions = record.Versions,
        Timings = new()
        {
            Started = record.Timings.Started,
            Finished = record.Timings.Finished,
            WallSeconds = record.Timings.Wall.TotalSeconds,
            PlanningSeconds = record.Timings.Planning.TotalSeconds,
            Sessions = record.Timings.Sessions,
        },
    };

    private static RunRecord FromDto(RecordDto dto) => new()
    {
        Benchmark = dto.Benchmark,
        Engine = dto.Engine,
        Design = dto.Design,
        Estimator = dto.Estimator,
        Scorer = dto.Scorer,
        Budget = dto.Budget,
        Seed = dto.Seed,
        PlanHash = dto.PlanHash,
        RunHash = dto.RunHash,
        Estimate = EstimateJson.FromDto(dto.Estimate),
        Watch = dto.Watch,
        Determinism = dto.Determinism is { } found
            ? new() { Checked = found.Checked, Failed = found.Failed, Flipped = found.Flipped, ScoresChanged = found.ScoresChanged, LargestDifference = found.LargestDifference, Cost = ItemJson.FromDto(found.Cost) }
            : null,
        Positions = dto.Positions is { Pairs: > 0 } positions ? new(positions.Pairs, positions.Turned) : null,
        Ledger = LedgerJson.FromDto(dto.Ledger),
        Items = [.. dto.Items.Select(ItemJson.FromDto)],
        Versions = dto.Versions,
        Timings = new()
        {
            Started = dto.Timings.Started,
            Finished = dto.Timings.Finished,
            Wall = ItemJson.Time(dto.Timings.WallSeconds),
            Planning = ItemJson.Time(dto.Timings.PlanningSeconds),
            Sessions = dto.Timings.Sessions,
        },
    };
}
