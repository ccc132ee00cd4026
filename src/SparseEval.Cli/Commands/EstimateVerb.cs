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
            KnownSettings.Scores, KnownSettings.AssumeRandom, .. KnownSettings.Drawing.Except([KnownSettings.Budget, KnownSettings.TargetHalfWidth]), .. KnownSettings.Estimating,
            KnownSettings.Output, KnownSettings.Format,
        ],
        Examples =
        [
            "sparseeval estimate --scores scores.csv --benchmark items.jsonl --by family --limit 300 --seed 17",
            "sparseeval plan --limit 300 -o items.txt    # score these with any harness, then:",
            "sparseeval estimate --scores scores.jsonl",
            "sparseeval estimate --scores subset.csv --benchmark items.jsonl --assume-random",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var json = context.WantsJson;
        RefuseUnused(context.Values);
        var outputs = OutputFiles.Of(context.Values);
        var scores = ItemScores.Read(context.Values.FullPath(KnownSettings.Scores) ?? context.Values.Required(KnownSettings.Scores));
        var frame = PlanComposer.Frame(context.Values);
        var estimate = EstimateFromScores.Run(context.Values, frame, scores);
        var record = EstimateJson.Write(frame.Benchmark, estimate);
        foreach (var path in outputs) OutputFiles.Write(path, record);
        if (json) context.Output.WriteLine(record);
        else
        {
            context.Output.WriteLine();
            EstimateReport.Write(context.Output, estimate);
            context.Output.WriteLine();
            EstimateReport.WriteDiagnostics(context.Output, estimate.Diagnostics);
        }
        return Task.FromResult(estimate.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? ExitCode.InvalidSample : ExitCode.Done);
    }

    /// <summary>Scores that are taken for random have no design; a flag that describes one would have no effect.</summary>
    private static void RefuseUnused(SettingValues values)
    {
        if (!values.IsOn(KnownSettings.AssumeRandom)) return;
        Setting[] drawing = [KnownSettings.Design, KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster, KnownSettings.Scheme, KnownSettings.UniformShare, KnownSettings.Limit, KnownSettings.Seed];
        if (drawing.FirstOrDefault(values.IsFlag) is { } unused)
            throw new SparseEvalException($"{unused.Flag} has no effect with --assume-random, which takes the scored items for a simple random sample. Leave one of them out.");
    }
}
