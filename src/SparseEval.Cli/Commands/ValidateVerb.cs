using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;
using SparseEval.Reports;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval validate</c>: runs the items that were left out too, and says where the full score lies and what was really saved.</summary>
internal static class ValidateVerb
{
    public static Verb Verb { get; } = new("validate", "Runs the rest of the benchmark too, and says whether the interval holds the full score and what was really saved.", RunAsync)
    {
        TakesPlan = true,
        AfterCancel = "Cancelled. Finished items are in the response cache, unless --no-cache was given; the same command goes on from there.",
        Settings =
        [
            .. KnownSettings.Running, .. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own, KnownSettings.Seeds, .. ReportSettings.Own, KnownSettings.Output, KnownSettings.Format,
        ],
        Examples =
        [
            "sparseeval validate",
            "sparseeval validate --model data/models/pocket-weak --limit 300 --seeds 20 -o table.md",
            "sparseeval validate --seeds 20 --report report.html",
        ],
    };

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var json = context.WantsJson;
        var outputs = OutputFiles.Of(context.Values);
        var reports = ReportFiles.Of(context.Values, outputs);
        var plan = PlanComposer.Plan(context);
        await using var engine = EngineComposer.Engine(context.Values, plan.Frame.Benchmark, context.Error);
        var seeds = context.Values.Integer(KnownSettings.Seeds, least: 1) ?? 1;
        var validations = await ValidateAsync(context, engine, plan, seeds, cancellation);

        var document = ValidationJson.Write(validations);
        foreach (var path in outputs.Where(path => !ReportFiles.IsPage(path)))
            OutputFiles.Write(path, path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? ValidationReport.Markdown(validations) : document);
        reports.Write(context, () => ReportFactory.OfValidation(validations, plan.Frame));
        if (json) context.Output.Write(document + "\n");
        else ValidationReport.Write(context.Output, validations);
        return Verdict(validations, plan.Options.Confidence);
    }

    private static async Task<IReadOnlyList<ValidationRecord>> ValidateAsync(
        VerbContext context, IInferenceEngine engine, RunPlan plan, int seeds, CancellationToken cancellation)
    {
        // All seeds ask about the same items, so answers are kept; with --no-cache they are kept for this command alone.
        var temporary = context.Values.IsOn(KnownSettings.NoCache) ? Directory.CreateTempSubdirectory("sparseeval-") : null;
        try
        {
            using var cache = temporary is null ? new WorkFolder(context.Values).OpenCache()! : ResponseCache.Open(Path.Combine(temporary.FullName, "responses.db"));
            using var progress = ProgressDisplay.For(context.Error);
            var evaluator = new Evaluator(engine, EngineComposer.Scorer(context.Values), new EvaluatorOptions { Cache = cache, Progress = progress });
            var validations = new List<ValidationRecord>();
            for (var i = 0; i < seeds; i++)
                validations.Add(await evaluator.ValidateAsync(plan with { Seed = plan.Seed + (ulong)i }, cancellation));
            return validations;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    /// <summary>One seed: outside is outside. Several: outside where so few intervals hold that chance explains it in under 1 of 100 cases.</summary>
    private static int Verdict(IReadOnlyList<ValidationRecord> validations, double level)
    {
        if (validations.Any(v => v.IsCovered is null)) return ExitCode.InvalidSample;
        var covered = validations.Count(v => v.IsCovered == true);
        var holds = validations.Count == 1 ? covered == 1 : PlausibleCoverage.Holds(covered, validations.Count, level);
        return holds ? ExitCode.Done : ExitCode.OutsideInterval;
    }
}
