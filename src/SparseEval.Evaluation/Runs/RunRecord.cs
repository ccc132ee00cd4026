namespace SparseEval.Evaluation;

/// <summary>The complete account of a run: what was asked, drawn, answered, estimated and spent. Written as JSON with schema <c>sparseeval.run/1</c>.</summary>
[TypeFormatterSource(typeof(RunRecordDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record RunRecord
{
    /// <summary>Stands first in the JSON.</summary>
    public const string Schema = "sparseeval.run/1";

    /// <summary>The population of items.</summary>
    public required BenchmarkReference Benchmark { get; init; }

    /// <summary>What ran, where and how.</summary>
    public required EngineDescription Engine { get; init; }

    /// <summary>The design with its parameters.</summary>
    public required string Design { get; init; }

    /// <summary>The estimator with its parameters.</summary>
    public required string Estimator { get; init; }

    /// <summary>The scorer with its parameters.</summary>
    public required string Scorer { get; init; }

    /// <summary>The budget as planned, such as <c>400 items</c>.</summary>
    public required string Budget { get; init; }

    /// <summary>The seed of the draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Equal for plans that draw and score the same; see <see cref="RunPlan.Hash"/>.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The plan's hash joined with model, provider, precision and number of items; a journal is resumed only under the same.</summary>
    public required string RunHash { get; init; }

    /// <summary>The estimated full score. Influence values are not written to JSON.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Why a watched run stopped, and its difference to the baseline; null for a run of fixed size.</summary>
    public WatchOutcome? Watch { get; init; }

    /// <summary>What came of asking again (<see cref="EvaluatorOptions.CheckDeterminism"/>); null where it was not asked for.</summary>
    public DeterminismRecord? Determinism { get; init; }

    /// <summary>How often a judge's verdicts on pairs turned with the answers' places; null where no pairs were judged.</summary>
    public PositionRecord? Positions { get; init; }

    /// <summary>Spent, full and saved.</summary>
    public required ComputeLedger Ledger { get; init; }

    /// <summary>The drawn items in the benchmark's order.</summary>
    public required IReadOnlyList<RunItem> Items { get; init; }

    /// <summary>Versions of the programs: <c>sparseeval</c>, <c>dotnet</c>, <c>engine</c>.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>When and how long.</summary>
    public required RunTimings Timings { get; init; }

    /// <summary>True where too many items have no score: the estimate carries diagnostic SPE0040 and no interval.</summary>
    public bool IsInvalid => Estimate.Diagnostics.Any(d => d.Code == RunEstimate.TooManyErrors);

    /// <summary>The record as indented JSON, ending with a line break.</summary>
    public string ToJson() => RunRecordJson.Write(this);

    /// <summary>Writes the record beside the target and then moves it there, so that the file is whole or absent.</summary>
    /// <exception cref="SparseEvalException">The place cannot be written to.</exception>
    public void Write(string path) => RunRecordFile.Write(path, ToJson());

    /// <summary>Reads a record.</summary>
    /// <exception cref="SparseEvalException">The file is missing, is not JSON, or is not a record of this schema.</exception>
    public static RunRecord Read(string path) => RunRecordFile.Read(path);

    /// <summary>
    /// True where both say the same apart from what differs by nature between equal runs: timings, seconds, joules, and the engine's thread count.
    /// </summary>
    public bool AgreesWith(RunRecord other) => RunRecordComparison.FirstDifference(this, other) is null;

    /// <summary>The JSON path of the first difference that <see cref="AgreesWith"/> sees with both values, or null.</summary>
    public string? FirstDifference(RunRecord other) => RunRecordComparison.FirstDifference(this, other);

    /// <summary>Such as <c>my-model on pocket: 0.713 ± 0.018 (95 % CI 0.678-0.748, 400 of 14042 items, item-weighted); saved 2.9 s engine time, 88 % of tokens</c>.</summary>
    public override string ToString() => $"{Engine.Model} on {Benchmark.Name}: {Estimate}; saved {Ledger.Saved}";
}
