using SparseEval.Cli.Composition;
using SparseEval.Cli.Composition.Policy;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Jobs;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval gate</c>: GO, NO-GO or INCONCLUSIVE, by an interval and never by an estimate.</summary>
internal static class GateVerb
{
    public static Verb Verb { get; } = new("gate", "Decides GO, NO-GO or INCONCLUSIVE against a threshold or a baseline, and stops as soon as the answer is clear.", RunAsync)
    {
        TakesPlan = true,
        Subject = [KnownSettings.Benchmark, GateSettings.Record, GateSettings.Policy],
        AfterCancel = "Cancelled. Finished items are kept; add --resume to go on.",
        Settings =
        [
            .. GateSettings.Own, WatchSettings.Baseline, .. BaselineSettings.Own, WatchSettings.Sequence, .. KnownSettings.Running, KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, KnownSettings.Limit, KnownSettings.Budget, KnownSettings.Seed,
            KnownSettings.Estimand, KnownSettings.Target, KnownSettings.Confidence, KnownSettings.AssumeRandom, KnownSettings.Cluster, KnownSettings.Resume, KnownSettings.RetryErrors, KnownSettings.Output, KnownSettings.Format,
            .. ReportSettings.Own,
        ],
        Examples =
        [
            "sparseeval gate --threshold 0.7",
            "sparseeval gate plan.yaml --model models/new --max-drop 0.02 --baseline old.json",
            "sparseeval gate --record new.json --baseline old.json --max-relative-drop 0.05",
            "sparseeval gate --model models/new --baseline-model models/old --max-drop 0.02",
            "sparseeval gate --record scores.csv --benchmark items.jsonl --assume-random --threshold 0.6",
            "sparseeval gate --policy gate.yaml -o gate.junit.xml -o gate.md --github-summary",
            "sparseeval gate --threshold 0.7 --limit 500 --no-strict",
            "sparseeval gate --record new.json --baseline old.json --max-drop 0.02 --report gate.html",
        ],
    };

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var (values, json) = (context.Values, context.WantsJson);
        var exit = GateExit.Of(values);
        var policy = values.FullPath(GateSettings.Policy) is { } path ? PolicyFile.Read(path) : null;
        Setting[] read = [GateSettings.Record, WatchSettings.Baseline];
        var outputs = OutputFiles.Of(values, [.. read.Select(values.FullPath).OfType<string>(), .. policy?.Inputs ?? []]);
        JobFiles.Require(outputs);
        var summary = GitHubSummary.File(values);
        var pages = ReportFiles.Of(values, outputs);
        var verdict = policy is not null ? await PolicyGates.DecideAsync(context, policy, cancellation)
            : new([await GateRunner.DecideAsync(context, cancellation)], GateRunner.Alpha(MethodComposer.Average(values).Confidence), null);
        var report = GateReport.Job(verdict, exit.Strict);
        JobFiles.Write(outputs, report);
        pages.Write(context, () => GatePage.Of(verdict));
        GitHubSummary.Append(summary, report);
        if (json) context.Output.Write(JobLines.Document(report));
        else GateReport.Write(context.Output, verdict);
        return exit.Code(verdict.Outcome);
    }
}
