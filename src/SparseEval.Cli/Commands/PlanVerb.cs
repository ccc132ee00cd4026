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
            .. KnownSettings.Engine, .. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own, KnownSettings.Output, KnownSettings.Format,
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
        var outputs = OutputFiles.Of(context.Values);
        var plan = PlanComposer.Plan(context);
        await using var engine = EngineComposer.Engine(context.Values, plan.Frame.Benchmark, context.Error);
        var preview = Preview(context, engine, plan);

        var document = PreviewJson.Write(preview);
        foreach (var path in outputs)
            OutputFiles.Write(path, path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? document : string.Concat(preview.ItemIds.Select(id => $"{id}\n")));
        if (json) context.Output.Write(document + "\n");
        else PreviewReport.Write(context.Output, preview, engine.Description.Model);
        return ExitCode.Done;
    }

    private static RunPreview Preview(VerbContext context, IInferenceEngine engine, RunPlan plan)
    {
        using var waiting = PlanningDisplay.For(context.Error);
        return new Evaluator(engine, EngineComposer.Scorer(context.Values)).Preview(plan);
    }
}
