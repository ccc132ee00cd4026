using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Settles which score given results are about, and refuses what they cannot answer.</summary>
internal static class AimCheck
{
    /// <summary>What is asked for, else what the records say; records of unlike targets are no pair.</summary>
    public static InferenceTarget Target(IReadOnlyList<ScoreSource> sources, SharedAim aim)
    {
        var records = sources.Where(s => s.Record is not null).ToList();
        if (records.FirstOrDefault(r => r.Record!.Estimate.Target != records[0].Record!.Estimate.Target) is { } other)
            throw new SparseEvalException($"'{records[0].Place}' estimates {Name(records[0].Record!.Estimate.Target)} and '{other.Place}' {Name(other.Record!.Estimate.Target)}. Run both with the same --inference.");
        var target = aim.Target ?? (records.Count > 0 ? records[0].Record!.Estimate.Target : InferenceTarget.FullBenchmark);
        if (target == InferenceTarget.FullBenchmark) return target;
        if (records.FirstOrDefault(r => r.Record!.Watch is not null) is { } watched)
            throw new SparseEvalException($"'{watched.Place}' stopped early, and a confidence sequence is about this benchmark's score as run, not {Name(target)}. Run a fixed size, or leave --inference out.");
        if (target == InferenceTarget.ExpectedScore && sources.FirstOrDefault(s => s.EpochScores is null) is { } once)
            throw new SparseEvalException($"'{once.Place}' has one score an item, and {Name(target)} needs several. Run it with --epochs, or estimate the score as run.");
        if (target == InferenceTarget.Superpopulation && records.FirstOrDefault(r => r.Record!.Design.Contains("cluster=", StringComparison.Ordinal)) is { } clustered)
            throw new SparseEvalException($"'{clustered.Place}' drew whole groups ('{clustered.Record!.Design}'), which count together for {Name(target)}, and the record does not say which items are one group. " +
                "Run it with the --confidence that is needed, or with --inference benchmark.");
        return target;
    }

    /// <summary>Weights and categories stand in the benchmark alone.</summary>
    public static Estimand Estimand(IReadOnlyList<ScoreSource> sources, SamplingFrame? frame, SharedAim aim)
    {
        if (aim.Estimand is not { } asked || asked.Name == SparseEval.Estimand.ItemWeighted.Name) return SparseEval.Estimand.ItemWeighted;
        return frame is not null ? asked : throw new SparseEvalException(
            $"The {asked.Name} score of '{sources[0].Place}' needs the benchmark's fields. Add --benchmark FILE, or leave --estimand out for the item-weighted score.");
    }

    /// <summary>How much missing items weigh stands in the benchmark where not all weigh the same.</summary>
    public static void RequireKnownWeights(RunRecord record, SamplingFrame? frame, GateCriterion criterion)
    {
        if (criterion.MissingAtRandom || frame is not null || record.Estimate.Estimand == SparseEval.Estimand.ItemWeighted.Name || record.Items.All(item => item.Score is not null)) return;
        throw new SparseEvalException($"The record of '{record.Engine.Model}' has items without a score, and how much they weigh in the {record.Estimate.Estimand} score is not in it. " +
            "Add --benchmark FILE and --estimand, resume the run with errors retried, or take them as missing at random (--missing-at-random).");
    }

    /// <summary>Such as <c>the score expected over epochs</c>.</summary>
    public static string Name(InferenceTarget target) => target switch
    {
        InferenceTarget.ExpectedScore => "the score expected over epochs (expected)",
        InferenceTarget.Superpopulation => "the score on questions like these (superpopulation)",
        _ => "this benchmark's score as run (benchmark)",
    };
}
