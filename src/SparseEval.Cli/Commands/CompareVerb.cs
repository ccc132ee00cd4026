using SparseEval.Cli.Composition;
using SparseEval.Cli.Composition.Comparing;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Jobs;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval compare</c>: two or more models on the same items, from results that are there or by running two models.</summary>
internal static class CompareVerb
{
    public static Verb Verb { get; } = new("compare", "Compares models on the same items: difference, interval, p-values, ranks, and better, equivalent or worse at a margin.", RunAsync)
    {
        Arguments = "Run records (.json) or scores (JSONL, CSV) to compare; the first against the others.",
        AfterCancel = "Cancelled. Finished items are kept; add --resume to go on.",
        Settings =
        [
            .. CompareSettings.Own, .. BaselineSettings.Own, WatchSettings.Sequence, .. KnownSettings.Running, KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, KnownSettings.Limit, KnownSettings.Seed, KnownSettings.Confidence,
            KnownSettings.AssumeRandom, KnownSettings.Cluster, KnownSettings.Resume, KnownSettings.RetryErrors, GateSettings.GitHubSummary, KnownSettings.Output, KnownSettings.Format,
            .. ReportSettings.Own,
        ],
        Examples =
        [
            "sparseeval compare new.json old.json --margin 0.02",
            "sparseeval compare a.json b.json c.json -o ranks.md --report ranks.html",
            "sparseeval compare a.csv b.csv --benchmark items.jsonl",
            "sparseeval compare a.csv b.csv --cluster passage",
            "sparseeval compare --history data/pocket/history.parquet --from-history NAME_A,NAME_B",
            "sparseeval compare --model model-int8.onnx --baseline-model model.onnx --margin 0.02",
            "sparseeval compare --server http://localhost:8000/v1 --model new --baseline-server http://localhost:8001/v1 --baseline-model old --margin 0.02",
        ],
    };

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var (values, json) = (context.Values, context.WantsJson);
        var outputs = OutputFiles.Of(values, context.Arguments);
        JobFiles.Require(outputs);
        var summary = GitHubSummary.File(values);
        var pages = ReportFiles.Of(values, outputs);
        if (BaselineComposer.IsAsked(values) && values.IsFlag(KnownSettings.Cluster))
            throw new SparseEvalException($"{KnownSettings.Cluster.Flag} serves scores files, and {BaselineSettings.Model.Flag} runs models. Leave one of them out.");
        var (margin, confidence) = (Margin(values), MethodComposer.Average(values).Confidence);
        var result = !BaselineComposer.IsAsked(values) ? Given(values, context.Arguments, margin, confidence)
            : await ModelPair.RunAsync(context, margin, cancellation);
        var report = CompareReport.Job(result);
        JobFiles.Write(outputs, report);
        pages.Write(context, () => ComparePage.Of(result));
        GitHubSummary.Append(summary, report);
        if (json) context.Output.Write(JobLines.Document(report));
        else CompareReport.Write(context.Output, result);
        return result.Pairs.Any(p => p.Comparison.Interval is null) ? ExitCode.InvalidSample : ExitCode.Done;
    }

    private static double Margin(SettingValues values) => values.Number(CompareSettings.Margin) is not { } margin ? 0
        : margin is >= 0 and < 1 ? margin : throw new SparseEvalException($"{values.Origin(CompareSettings.Margin)} is {margin}; a margin lies in [0, 1) on the scale of scores, such as 0.02 for two points.");

    private static CompareResult Given(SettingValues values, IReadOnlyList<string> files, double margin, double confidence)
    {
        Setting[] running = [.. KnownSettings.Running, .. BaselineSettings.Own, CompareSettings.Plan, WatchSettings.Sequence, KnownSettings.Limit, KnownSettings.Seed, KnownSettings.Resume, KnownSettings.RetryErrors];
        if (running.FirstOrDefault(values.IsFlag) is { } unused)
            throw new SparseEvalException($"{unused.Flag} serves a comparison that runs two models. Add {BaselineSettings.Model.Flag}, or leave it out.");
        var (sources, frame) = CompareSources.Read(values, files);
        var shared = SharedItems.Of(sources, frame, new() { AssumeRandom = values.IsOn(KnownSettings.AssumeRandom), Cluster = SharedLuck.Field(values) });
        var result = PairComparer.Of(sources, shared, margin, confidence);
        return result with { Runs = [.. sources.Select(s => s.Record).OfType<RunRecord>()], Detail = sources.Count == 2 ? CompareDetail.OfShared(sources, shared, result.Pairs[0].Comparison.Interval) : null };
    }
}
