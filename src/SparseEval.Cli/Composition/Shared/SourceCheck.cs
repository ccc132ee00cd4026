using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Refuses sources that are no pair: other benchmarks, other numbers of epochs, draws that do not fit together.</summary>
internal static class SourceCheck
{
    public static void Require(IReadOnlyList<ScoreSource> sources, Benchmark? benchmark, SharedAim aim)
    {
        var first = sources[0];
        if (sources.FirstOrDefault(s => s.Epochs != first.Epochs) is { } other)
            throw new SparseEvalException($"'{first.Place}' has {Epochs(first)} an item and '{other.Place}' {Epochs(other)}. Compare runs with the same number of epochs.");
        var records = sources.Where(s => s.Record is not null).ToList();
        if (records.Count == 0) return;
        var fingerprint = benchmark?.Fingerprint ?? records[0].Record!.Benchmark.Fingerprint;
        if (records.FirstOrDefault(r => r.Record!.Benchmark.Fingerprint != fingerprint) is { } foreign)
            throw new SparseEvalException($"'{foreign.Place}' ran on benchmark '{foreign.Record!.Benchmark.Name}' with other contents than '{benchmark?.Name ?? records[0].Record!.Benchmark.Name}'{(benchmark is null ? $" of '{records[0].Place}'" : "")}. Compare runs of the same version of one benchmark.");
        if (records.FirstOrDefault(r => r.Record!.Scorer != records[0].Record!.Scorer) is { } unlike)
            throw new SparseEvalException($"'{unlike.Place}' was scored by '{unlike.Record!.Scorer}' and '{records[0].Place}' by '{records[0].Record!.Scorer}'. Compare runs with the same scorer.");
        if (records.FirstOrDefault(r => r.Record!.Estimate.Estimand != (aim.Estimand ?? Estimand.ItemWeighted).Name) is { } weighted)
            throw new SparseEvalException($"'{weighted.Place}' estimates the {weighted.Record!.Estimate.Estimand} score, and the {(aim.Estimand ?? Estimand.ItemWeighted).Name} one is to be computed from its items. " +
                "Name that of the record with --estimand and the benchmark's file with --benchmark, or run it with the other.");
        RequireDraws([.. records.Where(r => r.IsPartial)]);
    }

    /// <summary>Records must be of the benchmark that is at hand, also where their own interval decides.</summary>
    public static void RequireBenchmark(IReadOnlyList<ScoreSource> sources, Benchmark benchmark)
    {
        if (sources.FirstOrDefault(s => s.Record is { } record && record.Benchmark.Fingerprint != benchmark.Fingerprint) is { } foreign)
            throw new SparseEvalException($"'{foreign.Place}' ran on benchmark '{foreign.Record!.Benchmark.Name}' with other contents than '{benchmark.Name}'. Give the benchmark that it ran on, or leave it out: the record says its size.");
    }

    private static void RequireDraws(List<ScoreSource> partial)
    {
        foreach (var source in partial)
            if (source.Record!.Design is var design && !(design == "simple-random" || design.StartsWith("stratified(", StringComparison.Ordinal) && !design.Contains("cluster=", StringComparison.Ordinal) && !design.Contains("pilot", StringComparison.Ordinal)))
                throw new SparseEvalException($"'{source.Place}' drew by '{design}'. Items of two runs are compared where they were drawn by simple-random or stratified, without clusters and pilots, or where all items ran.");
        if (partial.FirstOrDefault(s => Draw(s.Record!) != Draw(partial[0].Record!)) is { } other)
            throw new SparseEvalException($"'{partial[0].Place}' drew by '{partial[0].Record!.Design}' and '{other.Place}' by '{other.Record!.Design}', so their shared items are no sample of either. Run both with the same design.");
        if (partial.FirstOrDefault(s => s.Record!.Watch is not null) is { } watched && partial.FirstOrDefault(s => s.Record!.Seed != watched.Record!.Seed) is { } sown)
            throw new SparseEvalException($"'{watched.Place}' stopped early under seed {watched.Record!.Seed}, and '{sown.Place}' drew with seed {sown.Record!.Seed}. Run both with one seed.");
    }

    /// <summary>What decides a stratum: the fields, and not how the budget was divided.</summary>
    private static string Draw(RunRecord record)
    {
        var comma = record.Design.LastIndexOf(',');
        return comma < 0 ? record.Design : record.Design[..comma];
    }

    private static string Epochs(ScoreSource source) => source.Epochs == 1 ? "1 score" : $"{source.Epochs} epochs";
}
