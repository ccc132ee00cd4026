using SparseEval.Cli.Commands;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Policy;

/// <summary>Decides all benchmarks of a policy with one error for all that count.</summary>
internal static class PolicyGates
{
    private static readonly Setting[] OfOneGate = [.. GateSettings.Criteria, .. BaselineSettings.Own, GateSettings.Record, WatchSettings.Baseline, KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, KnownSettings.AssumeRandom, KnownSettings.Cluster, KnownSettings.Confidence];

    public static async Task<GateVerdict> DecideAsync(VerbContext context, GatePolicy policy, CancellationToken cancellation)
    {
        if (OfOneGate.FirstOrDefault(context.Values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} has no effect with {GateSettings.Policy.Flag}: the policy says it for each benchmark. Leave it out.");
        if (context.Values.PlanPath is not null) throw new SparseEvalException($"A plan has no effect with {GateSettings.Policy.Flag}: the policy names the plan of each benchmark. Leave it out.");
        var runs = policy.Entries.Any(entry => entry.Plan is not null);
        if (!runs) GateRunner.RefuseUnused(context.Values, "a policy of recorded results", KnownSettings.Estimand);
        var alpha = GateRunner.Alpha(policy.Confidence);
        var counted = policy.Entries.Count(e => e.Tier != "advisory");
        var cases = new List<(PolicyEntry Entry, Func<double, GateDecision> Decide, GateCase Case)>();
        var random = context.Values.IsOn(GateSettings.MissingAtRandom);
        foreach (var entry in policy.Entries.Select(e => e with { Criterion = e.Criterion with { MissingAtRandom = random } }))
        {
            var level = entry.Tier == "advisory" || policy.Multiplicity == GateMultiplicity.None ? alpha : alpha / counted;
            var (decide, one) = entry.Record is null ? await RunAsync(context, entry, level, cancellation) : Recorded(context.Values, entry, level);
            cases.Add((entry, decide, one));
        }
        if (!runs && !cases.Any(c => c.Case.IsSequential)) GateRunner.RefuseSequence(context.Values);
        var family = cases.Where(c => c.Entry.Tier != "advisory").ToList();
        var decided = GateFamily.Decide([.. family.Select(c => c.Decide)], alpha, policy.Multiplicity);
        var answers = family.Zip(decided).ToDictionary(pair => pair.First.Entry, pair => pair.Second);
        return new([.. cases.Select(c => answers.TryGetValue(c.Entry, out var answer) ? c.Case with { Decision = answer.Decision, Alpha = answer.Alpha } : c.Case with { Decision = c.Decide(alpha), Alpha = alpha })], alpha, policy.Multiplicity);
    }

    private static (Func<double, GateDecision>, GateCase) Recorded(SettingValues values, PolicyEntry entry, double level)
    {
        List<ScoreSource> sources = [ScoreSource.Read(entry.Record!), .. entry.Baseline is null ? Array.Empty<ScoreSource>() : [ScoreSource.Read(entry.Baseline)]];
        if (entry.History is not null && !sources.Any(s => s.Record?.Watch is not null)) throw new SparseEvalException($"'history' of benchmark '{entry.Name}' {GateRunner.OfFixedSizes}");
        if (entry.AssumeRandom && sources.All(s => s.Record is not null)) throw new SparseEvalException($"'assume-random' of benchmark '{entry.Name}' has no effect on a run record, which says how its items were drawn. Leave it out.");
        var frame = entry.Benchmark is null ? null : new SamplingFrame(Data.Benchmarks.Read(entry.Benchmark, new() { ScoresAlone = true }), entry.History is null ? null : Data.ResponseMatrices.Read(entry.History));
        var sequence = frame is null ? ConfidenceSequences.Betting() : sources.Any(s => s.Record?.Watch is not null) ? DecidingSequence.OfGate(values, frame, entry.Criterion, level) : DecidingSequence.Asked(values, frame);
        var aim = GateRunner.Aim(values) with { AssumeRandom = entry.AssumeRandom };
        var decide = Once(GateComposer.Recorded(entry.Criterion, sources, frame, sequence, aim));
        return (decide, Case(entry, sources[0].Name, sources.ElementAtOrDefault(1)?.Name, sources.Any(s => s.Record?.Watch is not null)) with
        {
            Record = sources[0].Record,
            Detail = GateDetail.OfRecorded(sources, frame, sequence, aim),
        });
    }

    /// <summary>The run stops when it is decided at the strictest level; the levels after it are asked of the scores that are there.</summary>
    private static async Task<(Func<double, GateDecision>, GateCase)> RunAsync(VerbContext context, PolicyEntry entry, double alpha, CancellationToken cancellation)
    {
        var values = WithModel(context.Values.WithPlan(entry.Plan!), entry);
        if (entry.BaselineModel is not null) return await RunBothAsync(context with { Values = WithBaseline(values, entry) }, entry, alpha, cancellation);
        var (plan, record) = await GateRunner.RunAsync(context with { Values = values }, entry.Criterion, entry.Baseline, 1 - alpha, cancellation);
        var own = GateRunner.Of(entry.Criterion, record, plan, alpha, SampledAnswers.Source(entry.Baseline));
        var frame = plan.Frame;
        if (own.Decision.Outcome != GateOutcome.Inconclusive) return (_ => own.Decision, own with { Benchmark = entry.Name, Tier = entry.Tier });
        var baseline = entry.Baseline is null ? null : WatchComposer.Baseline(entry.Baseline, GateComposer.Plan(values, frame, entry.Criterion, entry.Baseline));
        return (Once(level => level <= alpha ? own.Decision : Replay(entry.Criterion, values, frame, record, baseline, level, own.Decision)), own with { Benchmark = entry.Name, Tier = entry.Tier });
    }

    private static SettingValues WithModel(SettingValues values, PolicyEntry entry) => entry.Model is null ? values : EngineTaken.KindOf(values) switch
    {
        EngineKind.Local => values.WithModel(entry.Model),
        EngineKind.Graph => throw new SparseEvalException($"'model' of benchmark '{entry.Name}' has no effect: its plan {entry.Plan} names another kind of model with '{GraphSettings.Graph.Name}'. Leave one of them out."),
        _ => values.WithModel(entry.ModelName!),
    };

    private static SettingValues WithBaseline(SettingValues values, PolicyEntry entry) =>
        values.WithPlanned(BaselineSettings.Model, BaselineComposer.KindOf(values.WithPlanned(BaselineSettings.Model, entry.BaselineModel!)) == EngineKind.Local ? entry.BaselineModel! : entry.BaselineName!);

    private static async Task<(Func<double, GateDecision>, GateCase)> RunBothAsync(VerbContext context, PolicyEntry entry, double alpha, CancellationToken cancellation)
    {
        var (own, runs) = await GateRunner.RunBothAsync(context, entry.Criterion, alpha, cancellation);
        own = own with { Benchmark = entry.Name, Tier = entry.Tier };
        if (own.Decision.Outcome != GateOutcome.Inconclusive) return (_ => own.Decision, own);
        return (Once(level => level <= alpha ? own.Decision : Replay(entry.Criterion, context.Values, runs.Plan.Frame, runs.Model, runs.Plan.Watch!.Baseline, level, own.Decision)), own);
    }

    private static GateDecision Replay(GateCriterion criterion, SettingValues values, SamplingFrame frame, RunRecord record, BaselineScores? baseline, double alpha, GateDecision own)
    {
        var plan = new SequencePlan { Frame = frame, Confidence = 1 - alpha, Estimand = MethodComposer.Average(values).Estimand };
        var (run, scores) = (Gates.Watch(criterion, DecidingSequence.OfGate(values, frame, criterion, alpha), plan), record.Items.ToDictionary(item => frame.Benchmark.IndexOf(item.Id), item => item.Score));
        foreach (var position in RandomOrder.Of(frame, record.Seed).Where(scores.ContainsKey))
            run.Take(position, scores[position], baseline is null ? 0 : baseline.Scores[position]);
        var again = Gates.Of(criterion, run, frame.Count);
        return again with { Items = own.Items, Unscored = own.Unscored, Diagnostics = [.. own.Diagnostics.Where(d => d.Code != "SPE0074"), .. again.Diagnostics.Where(d => d.Code == "SPE0074")] };
    }

    private static Func<double, GateDecision> Once(Func<double, GateDecision> decide)
    {
        var known = new Dictionary<double, GateDecision>();
        return alpha => known.TryGetValue(alpha, out var decision) ? decision : known[alpha] = decide(alpha);
    }

    private static GateCase Case(PolicyEntry entry, string model, string? baseline, bool sequential) =>
        new(entry.Name, model, new() { Criterion = entry.Criterion, Outcome = GateOutcome.Invalid, Value = null, Interval = null, Items = 0, Population = 0, Diagnostics = [] }, 0) { Tier = entry.Tier, Baseline = baseline, IsSequential = sequential };
}
