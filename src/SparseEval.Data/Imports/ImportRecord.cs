using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Data;

/// <summary>The record of an import: what was read from where, what was left out, what the sources state.</summary>
public static class ImportRecord
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MostNamed = 20;

    /// <summary>The record as JSON.</summary>
    /// <param name="history">What was imported.</param>
    /// <param name="folder">Where it was written, or null where nothing was.</param>
    /// <param name="files">Names of the files there, whose hashes are recorded.</param>
    public static string Of(ImportedHistory history, string? folder = null, params IReadOnlyList<string> files) => new JsonObject
    {
        ["kind"] = "import",
        ["schema"] = 1,
        ["program"] = typeof(ImportRecord).Assembly.GetName().Version?.ToString(3),
        ["models"] = history.Models,
        ["items"] = history.Items.Count,
        ["itemsWithQuestion"] = history.Items.Count(item => item.Prompt.Length > 0),
        ["runs"] = new JsonArray([.. history.Runs.Select(Run)]),
        ["skipped"] = new JsonArray([.. history.Skipped.Select(Skipped)]),
        ["diagnostics"] = Remarks(history.Diagnostics),
        ["written"] = folder is null ? null : new JsonArray([.. files.Select(name => File(ImportedFile.Of(Path.Combine(folder, name)) with { Path = name }))]),
    }.ToJsonString(Indented);

    private static JsonArray Remarks(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(d => new JsonObject { ["code"] = d.Code, ["severity"] = d.Severity.ToString(), ["message"] = d.Message })];

    private static JsonObject Run(ImportedRun run) => Run(run, RunTotals.Of(run.Scores));

    private static JsonObject Run(ImportedRun run, RunTotals totals) => new()
    {
        ["format"] = run.Format,
        ["importerVersion"] = run.FormatVersion,
        ["model"] = run.Model,
        ["task"] = run.Task,
        ["metric"] = run.Metric,
        ["replicate"] = run.Replicate,
        ["items"] = run.Scores.Count,
        ["scored"] = totals.Scored,
        ["meanScore"] = totals.MeanScore,
        ["missing"] = Counts(run.Missing),
        ["dropped"] = Counts(run.Dropped),
        ["aggregates"] = new JsonArray([.. run.Aggregates.Select(Aggregate)]),
        ["inputTokens"] = totals.InputTokens,
        ["outputTokens"] = totals.OutputTokens,
        ["seconds"] = totals.Seconds,
        ["usd"] = totals.Usd,
        ["diagnostics"] = Remarks(run.Diagnostics),
        ["files"] = new JsonArray([.. run.Files.Select(File)]),
    };

    private static JsonObject Aggregate(ImportedAggregate aggregate) => new()
    {
        ["name"] = aggregate.Name,
        ["stated"] = aggregate.Stated,
        ["recomputed"] = aggregate.Recomputed,
        ["statedItems"] = aggregate.StatedItems,
        ["recomputedItems"] = aggregate.RecomputedItems,
        ["agrees"] = aggregate.Agrees,
    };

    private static JsonObject Skipped(SkippedFiles files) => new()
    {
        ["folder"] = files.Folder,
        ["reason"] = files.Reason,
        ["files"] = files.Paths.Count,
        ["first"] = new JsonArray([.. files.Paths.Take(MostNamed).Select(path => JsonValue.Create(path))]),
    };

    private static JsonObject File(ImportedFile file) => new() { ["path"] = file.Path, ["sha256"] = file.Sha256 };

    private static JsonObject Counts(IReadOnlyDictionary<string, int> counts) => new(counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
}
