using System.Text.Json;
using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval plan</c>: which items, at what predicted cost and half-width, before anything is spent.</summary>
internal static class PlanVerb
{
    public static Verb Verb { get; } = new("plan", "Shows which items a run would draw, its predicted cost and half-width, and runs nothing.", RunAsync)
    {
        TakesPlan = true,
        Settings =
        [
            .. KnownSettings.Running, .. KnownSettings.Drawing, .. KnownSettings.Estimating, KnownSettings.Output, KnownSettings.Format,
        ],
        Examples =
        [
            "sparseeval plan --limit 300",
            "sparseeval plan --target-halfwidth 0.02",
            "sparseeval plan --budget 20ktok -o items.txt",
        ],
    };

    public static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var json = context.WantsJson;
        var plan = PlanComposer.Plan(context.Values, PlanComposer.Frame(context.Values));
        await using var engine = EngineComposer.Engine(context.Values);
        var preview = new Evaluator(engine, EngineComposer.Scorer(context.Values)).Preview(plan);

        foreach (var path in context.Values.Several(KnownSettings.Output)) await File.WriteAllLinesAsync(path, preview.ItemIds, cancellation);
        if (json) context.Output.WriteLine(Json(preview));
        else PreviewReport.Write(context.Output, preview, engine.Description.Model);
        return ExitCode.Done;
    }

    private static string Json(RunPreview preview) => JsonSerializer.Serialize(new
    {
        schema = "sparseeval.plan/1",
        benchmark = new { name = preview.Plan.Frame.Benchmark.Name, fingerprint = preview.Plan.Frame.Benchmark.Fingerprint, items = preview.Plan.Frame.Count },
        design = preview.Sample.Design,
        estimator = preview.Plan.Estimator.Name,
        seed = preview.Plan.Seed,
        predicted = new { halfWidth = preview.PredictedHalfWidth, cost = Cost(preview.PredictedCost), fullCost = Cost(preview.PredictedFullCost) },
        strata = preview.Sample.Strata.Select(stratum => new { name = stratum.Name, units = stratum.Units, drawn = stratum.Drawn }),
        items = preview.Sample.Items.Zip(preview.ItemIds, (item, id) => new { id, stratum = preview.Sample.Strata[item.Stratum].Name, inclusionProbability = item.InclusionProbability }),
        diagnostics = preview.Diagnostics.Select(remark => new { code = remark.Code, severity = remark.Severity.ToString(), message = remark.Message }),
    }, new JsonSerializerOptions { WriteIndented = true });

    private static object Cost(ComputeCost cost) => new { inputTokens = cost.InputTokens, outputTokens = cost.OutputTokens, forwardFlops = cost.ForwardFlops };
}
