using SparseEval.Cli.Composition;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>Decides one gate: from given results, or by a run that stops as soon as it can.</summary>
internal static class GateRunner
{
    public static async Task<GateCase> DecideAsync(VerbContext context, CancellationToken cancellation)
    {
        var (values, criterion) = (context.Values, GateComposer.Criterion(context.Values));
        var alpha = Alpha(MethodComposer.Average(values).Confidence);
        if (values.FullPath(GateSettings.Record) is { } record)
        {
            RefuseUnused(values, GateSettings.Record.Flag);
            var (decide, model, baseline, sequential, name, judged, detail) = Recorded(values, criterion, record, criterion.IsPaired ? values.FullPath(WatchSettings.Baseline) : null);
            if (!sequential) RefuseSequence(values);
            if (!sequential && values.IsFlag(KnownSettings.History)) throw new SparseEvalException($"{KnownSettings.History.Flag} {OfFixedSizes}");
            return new(name, model, decide(alpha), alpha) { Baseline = baseline, IsSequential = sequential, Record = judged, Detail = detail };
        }
        if (values.IsFlag(KnownSettings.Cluster)) throw new SparseEvalException($"{KnownSettings.Cluster.Flag} is about scores that you have. Give them with {GateSettings.Record.Flag}, or leave it out.");
        if (values.IsFlag(KnownSettings.AssumeRandom)) throw new SparseEvalException($"{KnownSettings.AssumeRandom.Flag} is about scores that you have. Give them with {GateSettings.Record.Flag}, or leave it out.");
        if (BaselineComposer.IsAsked(values)) return (await RunBothAsync(context, criterion, alpha, cancellation)).Case;
        var baselineFile = criterion.IsPaired ? values.FullPath(WatchSettings.Baseline) : null;
        var (plan, run) = await RunAsync(context, criterion, baselineFile, null, cancellation);
        return Of(criterion, run, plan, alpha, SampledAnswers.Source(baselineFile));
    }

    /// <summary>Of a history with given results.</summary>
    public const string OfFixedSizes = "has no effect on results of a size fixed beforehand, which are decided by their own scores. Leave it out.";

    /// <summary>1 - confidence, without the dust of the subtraction.</summary>
    public static double Alpha(double confidence) => Math.Round(1 - confidence, 12);

    /// <summary>Given results: how to decide at an alpha, and what to call them.</summary>
    public static (Func<double, GateDecision> Decide, string Model, string? Baseline, bool Sequential, string Benchmark, RunRecord? Run, Func<GateDecision, PageDetail> Detail) Recorded(SettingValues values, GateCriterion criterion, string record, string? baseline)
    {
        List<ScoreSource> sources = [ScoreSource.Read(record), .. baseline is null ? Array.Empty<ScoreSource>() : [ScoreSource.Read(baseline)]];
        if (values.IsFlag(KnownSettings.AssumeRandom) && sources.All(s => s.Record is not null)) throw new SparseEvalException($"{KnownSettings.AssumeRandom.Flag} has no effect on a run record, which says how its items were drawn. Leave it out.");
        var frame = values.FullPath(KnownSettings.Benchmark) is null ? null : PlanComposer.Frame(values, scoresAlone: true);
        var (known, early) = (frame ?? new SamplingFrame(new("none", [new("none")])), sources.Any(s => s.Record?.Watch is not null));
        var sequence = early ? DecidingSequence.OfGate(values, known, criterion, Alpha(MethodComposer.Average(values).Confidence)) : DecidingSequence.Asked(values, known);
        var decide = GateComposer.Recorded(criterion, sources, frame, sequence, Aim(values));
        return (decide, sources[0].Name, sources.ElementAtOrDefault(1)?.Name, sources.Any(s => s.Record?.Watch is not null), frame?.Benchmark.Name ?? sources[0].Record?.Benchmark.Name ?? "the given items",
            sources[0].Record, GateDetail.OfRecorded(sources, frame, sequence, Aim(values)));
    }

    /// <summary>What is asked of given results: the record's own score, unless flag, variable or plan say otherwise.</summary>
    public static SharedAim Aim(SettingValues values) => new()
    {
        Target = values.Text(KnownSettings.Target) is null ? null : MethodComposer.Target(values),
        Estimand = values.Text(KnownSettings.Estimand) is null ? null : MethodComposer.Average(values).Estimand,
        AssumeRandom = values.IsOn(KnownSettings.AssumeRandom),
        Cluster = SharedLuck.Field(values),
    };

    /// <summary>Runs until the criterion is decided at the confidence.</summary>
    public static async Task<(RunPlan Plan, RunRecord Record)> RunAsync(VerbContext context, GateCriterion criterion, string? baseline, double? confidence, CancellationToken cancellation)
    {
        RunPlan plan;
        using (PlanningDisplay.For(context.Error)) plan = GateComposer.Plan(context.Values, PlanComposer.Frame(context.Values), criterion, baseline, confidence);
        await using var engine = EngineComposer.Engine(context.Values, plan.Frame.Benchmark, context.Error);
        var (record, _) = await SingleRun.RunAsync(context, engine, plan, cancellation);
        return (plan, record);
    }

    /// <summary>Runs model and baseline on the same items until the criterion is decided.</summary>
    public static async Task<(GateCase Case, TwoModels Runs)> RunBothAsync(VerbContext context, GateCriterion criterion, double alpha, CancellationToken cancellation)
    {
        var values = context.Values;
        RunPlan plan;
        using (PlanningDisplay.For(context.Error)) plan = GateComposer.Streamed(values, PlanComposer.Frame(values));
        plan = plan with { Options = plan.Options with { Confidence = 1 - alpha } };
        var watch = new WatchPlan { Sequence = DecidingSequence.OfGate(values, plan.Frame, criterion, alpha), Rules = [criterion.AsStoppingRule()] };
        var runs = await TwoModels.RunAsync(context, values, plan, watch, cancellation);
        var decided = Of(criterion, runs.Model, runs.Plan, alpha, ScoreSource.Of(runs.Baseline, runs.Baseline.Engine.Model));
        var (model, baseline) = BaselineComposer.Names(values, runs.Model, runs.Baseline);
        return (decided with { Model = model, Baseline = baseline, Seconds = runs.Seconds }, runs);
    }

    /// <summary>What the run's own interval says.</summary>
    public static GateCase Of(GateCriterion criterion, RunRecord record, RunPlan plan, double alpha, ScoreSource? baseline)
    {
        var comparison = record.Watch?.Comparison;
        var lacking = criterion.IsPaired ? record.Items.Count - (comparison?.Items ?? 0) : record.Items.Count(item => item.Score is null);
        var missing = record.IsInvalid ? null : MissingScores.OfPairs(lacking, record.Items.Count);
        var interval = record.IsInvalid || missing is not null ? null : criterion.IsPaired ? comparison is { Items: > 0 } ? comparison.Interval : null : record.Estimate.Interval;
        var decision = Gates.Of(new GateDecision
        {
            Criterion = criterion,
            Outcome = criterion.Decide(interval),
            Value = criterion.IsPaired ? comparison?.Difference : record.Estimate.Value,
            Interval = interval,
            Items = record.Items.Count - lacking,
            Unscored = lacking,
            Population = plan.Frame.Count,
            Target = record.Estimate.Target,
            Diagnostics = missing is null ? record.Estimate.Diagnostics : [.. record.Estimate.Diagnostics, missing],
        }, lacking, record.Watch?.AtWorst);
        return new(plan.Frame.Benchmark.Name, record.Engine.Model, SampledAnswers.Told(decision, record, baseline), alpha)
        {
            Baseline = comparison?.Baseline,
            IsSequential = true,
            Seconds = record.Items.Where(i => !i.Cached).Sum(i => i.Cost.EngineTime.TotalSeconds),
            Record = record,
            Detail = GateDetail.OfRun(plan, record),
        };
    }

    /// <summary>Flags of runs would have no effect on results that are there.</summary>
    /// <param name="values">In force.</param>
    /// <param name="given">What names the results.</param>
    /// <param name="more">Other flags that would do nothing.</param>
    public static void RefuseUnused(SettingValues values, string given, params IReadOnlyList<Setting> more)
    {
        Setting[] running = [.. KnownSettings.Running, .. BaselineSettings.Own, KnownSettings.Limit, KnownSettings.Budget, KnownSettings.Seed, KnownSettings.Resume, KnownSettings.RetryErrors, .. more];
        if (running.FirstOrDefault(values.IsFlag) is { } unused)
            throw new SparseEvalException($"{unused.Flag} has no effect with {given}, which runs nothing. Leave one of them out.");
    }

    /// <summary>Where no result is of a run that stopped early.</summary>
    public static void RefuseSequence(SettingValues values)
    {
        if (values.IsFlag(WatchSettings.Sequence))
            throw new SparseEvalException($"{WatchSettings.Sequence.Flag} has no effect on results of a size fixed beforehand, which get an interval of a fixed sample. Leave it out.");
    }
}
