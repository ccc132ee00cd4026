using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval estimate</c>: from scores that the user already has to an estimate, with no model run.</summary>
internal static class EstimateVerb
{
    public static Verb Verb { get; } = new("estimate", "Estimates the full score from scores that you have of the items that 'plan' drew.", RunAsync)
    {
        TakesPlan = true,
        Settings =
        [
            KnownSettings.Scores, KnownSettings.Metric, KnownSettings.Simultaneous, KnownSettings.Trusted, KnownSettings.ChooseTrusted, KnownSettings.TrustedBy, KnownSettings.AssumeRandom, ExportSettings.Task, .. KnownSettings.Drawing.Except([KnownSettings.Budget, KnownSettings.TargetHalfWidth]), .. KnownSettings.Estimating,
            KnownSettings.Output, KnownSettings.Format,
        ],
        Examples =
        [
            "sparseeval estimate --scores scores.csv --benchmark items.jsonl --by family --limit 300 --seed 17",
            "sparseeval plan --limit 300 -o items.txt    # score these with any harness, then:",
            "sparseeval estimate --scores scores.jsonl",
            "sparseeval estimate --scores subset.csv --benchmark items.jsonl --assume-random",
            "sparseeval estimate --scores scores.csv --metric accuracy,f1 --simultaneous",
            "sparseeval estimate --scores lm-eval-output --benchmark items.jsonl --task arc_easy --limit 300 --seed 17",
            "sparseeval estimate --scores judge.jsonl --choose-trusted 60 -o to-grade.txt",
            "sparseeval estimate --scores judge.jsonl --trusted graded.jsonl",
            "sparseeval estimate --scores judge.jsonl --choose-trusted 60 --trusted-by doubt -o to-grade.csv",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var json = context.WantsJson;
        RefuseUnused(context.Values);
        var outputs = OutputFiles.Of(context.Values);
        var table = Table(context.Values);
        var frame = PlanComposer.Frame(context.Values, scoresAlone: true);
        var metrics = table ?? Logged(context.Values, frame.Benchmark);
        if (context.Values.Integer(KnownSettings.ChooseTrusted, least: 2) is { } count) return Task.FromResult(Choose(context, outputs, TrustedChoices.Lines(context.Values, () => EstimateFromScores.Judged(context.Values, frame, metrics[0].Item2), count)));
        var estimates = Estimates(context, frame, metrics);
        var record = EstimateJson.Write(frame.Benchmark, estimates);
        foreach (var path in outputs) OutputFiles.Write(path, record);
        if (json) context.Output.Write(record + "\n");
        else MetricReport.Write(context.Output, estimates);
        return Task.FromResult(estimates.SelectMany(m => m.Estimate.Diagnostics).Any(d => d.Severity == DiagnosticSeverity.Error) ? ExitCode.InvalidSample : ExitCode.Done);
    }

    private static int Choose(VerbContext context, IReadOnlyList<string> outputs, IReadOnlyList<string> chosen)
    {
        var lines = string.Concat(chosen.Select(line => $"{line}\n"));
        foreach (var path in outputs) OutputFiles.Write(path, lines);
        context.Output.Write(lines);
        return ExitCode.Done;
    }

    private static IReadOnlyList<MetricEstimate> Estimates(VerbContext context, SamplingFrame frame, IReadOnlyList<(string, IReadOnlyList<ItemScore>)> metrics)
    {
        using var waiting = PlanningDisplay.For(context.Error);
        return EstimateFromScores.Run(context.Values, frame, metrics);
    }

    /// <summary>The scores of each metric; all are of the same items, since they stand in one file. Null for a harness's log, which names items in its own way.</summary>
    private static IReadOnlyList<(string, IReadOnlyList<ItemScore>)>? Table(SettingValues values)
    {
        var path = values.FullPath(KnownSettings.Scores) ?? values.Required(KnownSettings.Scores);
        var names = Metrics(values) ?? ["score"];
        if (names.Length == 0) throw new SparseEvalException($"{values.Origin(KnownSettings.Metric)} names no metric. Give columns of the scores file, such as accuracy,f1.");
        if (names.Length == 1 && values.IsFlag(KnownSettings.Simultaneous)) throw new SparseEvalException("--simultaneous is for several metrics. Name them with --metric, or leave it out.");
        if (HarnessLogs.IsLog(path)) return null;
        if (values.IsFlag(ExportSettings.Task)) throw new SparseEvalException($"{ExportSettings.Task.Flag} is about logs of lm-evaluation-harness, and '{path}' is a table of scores. Leave it out.");
        return [.. names.Select(name => (name!, ItemScores.Read(path, name!)))];
    }

    private static IReadOnlyList<(string, IReadOnlyList<ItemScore>)> Logged(SettingValues values, Benchmark benchmark)
    {
        var path = values.FullPath(KnownSettings.Scores)!;
        return [.. (Metrics(values) ?? [null]).Select(name => (name ?? "score", HarnessLogs.Read(values, benchmark, path, name)))];
    }

    private static string?[]? Metrics(SettingValues values) => values.Text(KnownSettings.Metric)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Scores that are taken for random have no design; a flag that describes one would have no effect.</summary>
    private static void RefuseUnused(SettingValues values)
    {
        if (!values.IsOn(KnownSettings.AssumeRandom)) return;
        Setting[] drawing = [KnownSettings.Design, KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster, KnownSettings.Scheme, KnownSettings.UniformShare, KnownSettings.Limit, KnownSettings.Seed];
        if (drawing.FirstOrDefault(values.IsFlag) is { } unused)
            throw new SparseEvalException($"{unused.Flag} has no effect with --assume-random, which takes the scored items for a simple random sample. Leave one of them out.");
    }
}
