using System.Text.Json.Nodes;
using SparseEval.Cli.Output.Jobs;

namespace SparseEval.Cli.Output;

/// <summary>A gate's verdict as people and programs read it.</summary>
internal static class GateReport
{
    public static void Write(TextWriter output, GateVerdict verdict)
    {
        output.WriteLine();
        foreach (var line in EstimateReport.Wrap(verdict.Sentence(), 78)) output.WriteLine(line);
        output.WriteLine();
        if (verdict.Cases.Count > 1) WriteTable(output, verdict);
        else if (verdict.Cases[0].Decision is { Value: { } value, Interval: { } interval } && !verdict.Cases[0].Decision.Criterion.IsPaired)
        {
            output.WriteLine($"  {IntervalBar.Draw(value, interval)}");
            output.WriteLine();
        }
        EstimateReport.WriteNamed(output, "errors", verdict.Adjustment);
        output.WriteLine();
        EstimateReport.WriteDiagnostics(output, [.. verdict.Cases.SelectMany(c => c.Decision.Diagnostics).Distinct()]);
    }

    public static JobReport Job(GateVerdict verdict, bool strict) => new("gate", $"Gate: {GateCase.Word(verdict.Outcome)}", verdict.Sentence(), [.. verdict.Cases.Select(c => c.ToJob(strict))], Json(verdict));

    private static void WriteTable(TextWriter output, GateVerdict verdict)
    {
        TextTable.Write(output, ["benchmark", "tier", "criterion", "verdict", "value>", "interval", "level>", "items>", "saved>"], verdict.Cases.Select(c => (IReadOnlyList<string>)
        [
            c.Benchmark, c.Tier, c.Decision.Criterion.Name, GateCase.Word(c.Decision.Outcome),
            c.Decision.Value is { } value ? $"{value:0.0000}" : "",
            c.Decision.Interval is { } i ? $"{i.Lower:0.0000} to {i.Upper:0.0000}" : "none",
            c.Decision.Interval is { } level ? $"{100 * level.Level:0.###} %" : "",
            Quantity.Count(c.Decision.Items), Quantity.Count(c.Saved),
        ]));
        output.WriteLine();
    }

    private static JsonObject Json(GateVerdict verdict) => new()
    {
        ["schema"] = "sparseeval.gate/1",
        ["verdict"] = GateCase.Word(verdict.Outcome),
        ["sentence"] = verdict.Sentence(),
        ["alpha"] = verdict.Alpha,
        ["multiplicity"] = verdict.Multiplicity?.ToString().ToLowerInvariant(),
        ["errors"] = verdict.Adjustment,
        ["benchmarks"] = new JsonArray([.. verdict.Cases.Select(Node)]),
    };

    private static JsonObject Node(GateCase one) => new()
    {
        ["benchmark"] = one.Benchmark,
        ["tier"] = one.Tier,
        ["model"] = one.Model,
        ["baseline"] = one.Baseline,
        ["criterion"] = new JsonObject { ["kind"] = one.Decision.Criterion.Kind, ["amount"] = one.Decision.Criterion.Amount, ["baselineShare"] = one.Decision.Criterion.BaselineShare, ["least"] = one.Decision.Criterion.Least },
        ["verdict"] = GateCase.Word(one.Decision.Outcome),
        ["sentence"] = one.Sentence(),
        ["target"] = one.Decision.Target switch { InferenceTarget.Superpopulation => "superpopulation", InferenceTarget.ExpectedScore => "expected", _ => "benchmark" },
        ["value"] = one.Decision.Value,
        ["interval"] = Node(one.Decision.Interval),
        ["intervalMissingAtWorst"] = Node(one.Decision.AtWorst),
        ["intervalMissingAtRandom"] = Node(one.Decision.AtRandom),
        ["missingAtRandom"] = one.Decision.Criterion.MissingAtRandom,
        ["sampled"] = one.IsSampled,
        ["alpha"] = one.Alpha,
        ["sequential"] = one.IsSequential,
        ["items"] = one.Decision.Items,
        ["population"] = one.Decision.Population,
        ["itemsUnscored"] = one.Decision.Unscored,
        ["itemsSaved"] = one.Saved,
        ["diagnostics"] = new JsonArray([.. one.Decision.Diagnostics.Select(DiagnosticJson.Node)]),
    };

    private static JsonObject? Node(ConfidenceInterval? interval) => interval is { } ci ? new() { ["lower"] = ci.Lower, ["upper"] = ci.Upper, ["level"] = ci.Level, ["kind"] = ci.Kind } : null;
}
