using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes gates from the values in force: the criterion, the run that decides it, or what given results say.</summary>
internal static class GateComposer
{
    /// <summary>The one criterion that is asked for.</summary>
    public static GateCriterion Criterion(SettingValues values)
    {
        var setting = values.Strongest(GateSettings.Criteria) ?? throw new SparseEvalException(
            $"A gate needs a criterion. Give one of {string.Join(", ", GateSettings.Criteria.Select(c => c.Flag))}, or a policy file with {GateSettings.Policy.Flag}.");
        var criterion = Criterion(setting, values.Number(setting)!.Value);
        var (file, runs) = (values.Text(WatchSettings.Baseline) is not null, BaselineComposer.IsAsked(values));
        if (criterion.IsPaired && !file && !runs) throw new SparseEvalException($"{values.Origin(setting)} compares with a baseline. Give its record or scores with {WatchSettings.Baseline.Flag} FILE, or a model to run with {BaselineSettings.Model.Flag}.");
        if (runs && file) throw new SparseEvalException($"{values.Origin(WatchSettings.Baseline)} and {BaselineSettings.Own.First(s => values.Text(s) is not null).Flag} are two baselines. Keep one.");
        if (BaselineSettings.Own.FirstOrDefault(values.IsFlag) is { } alone && !(runs && criterion.IsPaired))
            throw new SparseEvalException($"{alone.Flag} is about a baseline that runs, and {(runs ? $"{GateSettings.Threshold.Flag} is absolute. Give {GateSettings.MaxDrop.Flag} or {GateSettings.MaxRelativeDrop.Flag}" : $"none is named. Give {BaselineSettings.Model.Flag}")}, or leave it out.");
        if (!criterion.IsPaired && values.IsFlag(WatchSettings.Baseline))
            throw new SparseEvalException($"{WatchSettings.Baseline.Flag} has no effect on {GateSettings.Threshold.Flag}, which is absolute. Give {GateSettings.MaxDrop.Flag} or {GateSettings.MaxRelativeDrop.Flag}, or leave it out.");
        return criterion with { MissingAtRandom = values.IsOn(GateSettings.MissingAtRandom) };
    }

    public static GateCriterion Criterion(Setting setting, double amount) => setting == GateSettings.Threshold ? GateCriterion.Threshold(amount)
        : setting == GateSettings.MaxDrop ? GateCriterion.MaxDrop(amount) : GateCriterion.MaxRelativeDrop(amount);

    /// <summary>A run that takes items in random order until the criterion is decided. A limit of the plan file is meant for runs of fixed size, unless the plan holds the criterion too.</summary>
    /// <param name="values">In force.</param>
    /// <param name="frame">What is known.</param>
    /// <param name="criterion">When to stop.</param>
    /// <param name="baseline">Its record or scores, where the criterion compares.</param>
    /// <param name="confidence">Of the interval; null for that of the values.</param>
    public static RunPlan Plan(SettingValues values, SamplingFrame frame, GateCriterion criterion, string? baseline, double? confidence = null)
    {
        var plan = Streamed(values, frame);
        if (confidence is { } level) plan = plan with { Options = plan.Options with { Confidence = level } };
        return plan with
        {
            Watch = new()
            {
                Sequence = DecidingSequence.OfGate(values, frame, criterion, 1 - plan.Options.Confidence),
                Rules = [criterion.AsStoppingRule()],
                Baseline = criterion.IsPaired ? WatchComposer.Baseline(baseline!, plan) : null,
            },
        };
    }

    /// <summary>Items in random order, yet without what stops them.</summary>
    public static RunPlan Streamed(SettingValues values, SamplingFrame frame)
    {
        var limit = values.Strongest([KnownSettings.Limit, KnownSettings.Budget]);
        return PlanComposer.Streamed(values, frame, limit is not null && (!values.IsFromPlan(limit) || GateSettings.Criteria.Any(values.IsFromPlan)));
    }

    /// <summary>What given results say at an error of alpha; nothing is run.</summary>
    /// <param name="criterion">What is asked.</param>
    /// <param name="sources">The model's, then the baseline's where the criterion compares.</param>
    /// <param name="frame">The benchmark where it is at hand.</param>
    /// <param name="sequence">For runs that stopped early.</param>
    /// <param name="aim">What is asked of them.</param>
    public static Func<double, GateDecision> Recorded(GateCriterion criterion, IReadOnlyList<ScoreSource> sources, SamplingFrame? frame, IConfidenceSequence sequence, SharedAim aim)
    {
        SharedLuck.Require(aim.Cluster, sources, frame);
        var record = sources[0].Record;
        if (sources.Count > 1 && Path.GetFullPath(sources[0].Place) == Path.GetFullPath(sources[1].Place)) throw new SparseEvalException($"'{sources[0].Place}' is given as the model's results and as the baseline's. Give two results.");
        if (frame is not null) SourceCheck.RequireBenchmark(sources, frame.Benchmark);
        if (record is { IsInvalid: true }) return _ => RecordedGate.Own(criterion, record);
        if (record is { Watch: null }) AimCheck.RequireKnownWeights(record, frame, criterion);
        if (criterion.IsPaired) return RecordedGate.Of(criterion, sources, SharedItems.Of(sources, frame, aim), sequence);
        Func<double, GateDecision>? again = null;
        var own = record is not null && AnswersAsItIs(record, aim);
        // Missing scores take a sequence of their own, and weights from the benchmark.
        var anew = record is not null && !criterion.MissingAtRandom && record.Items.Any(item => item.Score is null) && (record.Watch is not null || record.Estimate.Estimand != Estimand.ItemWeighted.Name);
        return alpha =>
        {
            if (own && !anew && (record!.Estimate.Interval is null || record.Estimate.Interval.Level >= 1 - alpha - 1e-12)) return RecordedGate.Own(criterion, record);
            var decision = (again ??= RecordedGate.Of(criterion, [sources[0]], SharedItems.Of([sources[0]], frame, aim), sequence))(alpha);
            return record is null ? decision : (own ? RecordedGate.Around(record, decision, alpha) : decision) with { Diagnostics = [.. decision.Diagnostics, RecordedGate.EstimatedAnew(record.Estimate, aim.Target ?? record.Estimate.Target, alpha, anew)] };
        };
    }

    /// <summary>True where the record's own interval is about what is asked.</summary>
    private static bool AnswersAsItIs(RunRecord record, SharedAim aim)
    {
        if (aim.Estimand is { } estimand && estimand.Name != record.Estimate.Estimand)
            throw new SparseEvalException($"The record of '{record.Engine.Model}' estimates the {record.Estimate.Estimand} score, and --estimand asks for the {estimand.Name} one. Leave it out, or run with it.");
        return aim.Target is null || aim.Target == record.Estimate.Target;
    }
}
