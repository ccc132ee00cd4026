using System.Text.Json;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>Scores of drawn items out of the log of the harness that ran them, under the ids of the benchmark from which <c>export</c> named them.</summary>
internal static class HarnessLogs
{
    /// <summary>True for a folder, a document or JSON Lines with a harness's keys; tables of ids and scores are none.</summary>
    public static bool IsLog(string path) => Directory.Exists(path) || File.Exists(path) && (Path.GetExtension(path) is ".json" or ".eval" || Path.GetExtension(path) is ".jsonl" && HasKeys(path));

    /// <param name="values">May name the metric and, as for <c>export</c>, the task.</param>
    /// <param name="benchmark">Where the items were drawn.</param>
    /// <param name="path">Of a log, or a folder of them.</param>
    /// <param name="metric">Null takes the harness's own default.</param>
    /// <exception cref="SparseEvalException">The log is of several models, of other items, or broken.</exception>
    public static IReadOnlyList<ItemScore> Read(SettingValues values, Benchmark benchmark, string path, string? metric)
    {
        // Whose scores they are is not asked here, and not every log says it.
        var runs = Imports.Read(path, new ImportOptions { Metric = metric, Model = "the model" });
        var known = ByTask(benchmark, values.Text(ExportSettings.Task));
        var scores = runs.SelectMany(run => run.Scores.Select(score => Named(benchmark, known, run, score, path))).ToList();
        return scores.GroupBy(score => score.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new SparseEvalException($"'{path}' holds {twice.Count()} scores of item '{twice.Key}'. Give the log of one model's run.") : scores;
    }

    private static ItemScore Named(Benchmark benchmark, Dictionary<string, string> known, ImportedRun run, ImportedScore score, string path)
    {
        // promptfoo counts the tests that it ran; what they are called is the item's id.
        var name = run.Format == "promptfoo" ? run.Items.GetValueOrDefault(score.Item)?.Fields.GetValueOrDefault("description") ?? score.Item : score.Item;
        var id = benchmark.IndexOf(name) >= 0 ? name : known.GetValueOrDefault(name)
            ?? throw new SparseEvalException($"'{path}' has a score of '{name}', which benchmark '{benchmark.Name}' does not have. Give the benchmark (and {ExportSettings.Task.Flag}) with which the items were exported.");
        return new(id, score.Score) { Epochs = score.Epochs.Count > 1 ? [.. score.Epochs.Select(epoch => epoch.Score)] : null };
    }

    /// <summary>lm-evaluation-harness names items by task and row.</summary>
    private static Dictionary<string, string> ByTask(Benchmark benchmark, string? task)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var row = 0; row < benchmark.Count; row++)
        {
            var item = benchmark.Items[row];
            if (task is not null) ids[$"{task}/{row}"] = item.Id;
            else if (item.Fields.TryGetValue("task", out var own) && item.Fields.TryGetValue("doc_id", out var at)) ids[$"{own}/{at}"] = item.Id;
        }
        return ids;
    }

    private static bool HasKeys(string path)
    {
        try
        {
            using var line = JsonDocument.Parse(File.ReadLines(path).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "");
            bool Has(string key) => line.RootElement.TryGetProperty(key, out _);
            return line.RootElement.ValueKind == JsonValueKind.Object && !Has("id") && (Has("doc_id") || Has("testIdx"));
        }
        catch (JsonException)
        {
            // A table with a broken line says so better.
            return false;
        }
    }
}
