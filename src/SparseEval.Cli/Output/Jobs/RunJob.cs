using System.Text.Json.Nodes;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>A run in the forms of CI systems.</summary>
internal static class RunJob
{
    public static JobReport Of(RunRecord record)
    {
        var (estimate, invalid) = (record.Estimate, record.Estimate.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
        var sentence = $"{record.Engine.Model} on {record.Benchmark.Name}: {estimate}, {Quantity.Count(estimate.PopulationSize - record.Items.Count)} items saved.";
        return new("run", $"{record.Engine.Model} on {record.Benchmark.Name}", sentence,
        [
            new()
            {
                Suite = record.Benchmark.Name,
                Name = record.Engine.Model,
                Status = invalid ? JobStatus.Error : JobStatus.Passed,
                Verdict = invalid ? "INVALID" : record.Watch?.Outcome ?? "done",
                Sentence = sentence,
                Value = estimate.Value,
                Interval = estimate.Interval,
                Items = estimate.SampleSize,
                Unscored = record.Items.Count - estimate.SampleSize,
                Population = estimate.PopulationSize,
                Seconds = record.Items.Where(item => !item.Cached).Sum(item => item.Cost.EngineTime.TotalSeconds),
                Properties = [("model", record.Engine.Model), ("method", estimate.Method), ("estimand", estimate.Estimand), ("seed", $"{record.Seed}"), ("plan", record.PlanHash)],
                Diagnostics = estimate.Diagnostics,
            },
        ], JsonNode.Parse(record.ToJson())!);
    }

    /// <summary>What a file of this name holds: the record, unless its ending is that of another form.</summary>
    public static string Text(string path, RunRecord record, JobReport report) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || JobFiles.Form(path) is not { } form ? record.ToJson() : form(report);
}
