using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Jobs;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;
using SparseEval.Reports;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval run</c>: draw, run, estimate.</summary>
internal static class RunVerb
{
    public static Verb Verb { get; } = new("run", "Draws a subset of a benchmark, runs it, and estimates the full score with an interval and the compute saved.", RunAsync)
    {
        TakesPlan = true,
        AfterCancel = "Cancelled. Finished items are kept; add --resume to go on.",
        Settings =
        [
            .. KnownSettings.Running, .. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own,
            KnownSettings.Resume, KnownSettings.RetryErrors, KnownSettings.CheckDeterminism, KnownSettings.DryRun, KnownSettings.Output, KnownSettings.Format,
            .. ReportSettings.Own, GateSettings.GitHubSummary,
        ],
        Examples =
        [
            "sparseeval run",
            "sparseeval run plan.yaml --model models/my-model --limit 300 --seed 17",
            "sparseeval run --target-halfwidth 0.02 --dry-run",
            "sparseeval run --until half-width=0.03 --sequence group-sequential",
            "sparseeval run --until threshold=0.7 --limit 1000",
            "sparseeval run --resume",
            "sparseeval run -o record.json -o run.junit.xml -o run.md",
            "sparseeval run --limit 300 --format json > record.json",
            "sparseeval run --limit 300 --report report.html",
        ],
    };

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        if (context.Values.IsOn(KnownSettings.DryRun))
        {
            if (ReportSettings.Own.FirstOrDefault(context.Values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} shows results, and --dry-run has none. Leave one of them out.");
            return await PlanVerb.RunAsync(context, cancellation);
        }
        var json = context.WantsJson;
        var outputs = OutputFiles.Of(context.Values);
        var summary = GitHubSummary.File(context.Values);
        var reports = ReportFiles.Of(context.Values, outputs);
        var plan = PlanComposer.Plan(context);
        await using var engine = EngineComposer.Engine(context.Values, plan.Frame.Benchmark, context.Error);
        var (record, place) = await SingleRun.RunAsync(context, engine, plan, cancellation);

        var report = RunJob.Of(record);
        foreach (var path in outputs.Where(path => !ReportFiles.IsPage(path))) OutputFiles.Write(path, RunJob.Text(path, record, report));
        reports.Write(context, () => ReportFactory.OfRun(record, plan.Frame));
        GitHubSummary.Append(summary, report);
        if (json) await context.Output.WriteAsync(record.ToJson());
        else RunReport.Write(context.Output, record, place);
        return record.Estimate.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? ExitCode.InvalidSample : ExitCode.Done;
    }
}
