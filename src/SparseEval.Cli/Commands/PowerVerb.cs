using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval power</c>: how many items a margin takes and what a number of items can tell, before anything is spent.</summary>
internal static class PowerVerb
{
    public static Verb Verb { get; } = new("power", "Says how many items a margin takes and what margin a number of items can tell, from past models' variance; runs nothing.", RunAsync)
    {
        TakesPlan = true,
        Subject = [KnownSettings.Benchmark, KnownSettings.History],
        Settings =
        [
            KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, .. PowerSettings.Own, GateSettings.Threshold, KnownSettings.Seed, KnownSettings.Confidence, KnownSettings.Output, KnownSettings.Format,
        ],
        Examples =
        [
            "sparseeval power",
            "sparseeval power --items 100,200,400 --margins 0.02,0.05",
            "sparseeval power --history scores.parquet --benchmark items.jsonl",
            "sparseeval power --benchmark items.jsonl --variance 0.2",
            "sparseeval power --threshold 0.7",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var json = context.WantsJson;
        var outputs = OutputFiles.Of(context.Values);
        PowerTables tables;
        using (PlanningDisplay.For(context.Error)) tables = PowerComposer.Tables(context.Values, cancellation);
        var document = PowerReport.Json(tables);
        foreach (var path in outputs) OutputFiles.Write(path, document);
        if (json) context.Output.Write(document);
        else PowerReport.Write(context.Output, tables);
        return Task.FromResult(ExitCode.Done);
    }
}
