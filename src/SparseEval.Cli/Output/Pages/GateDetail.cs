using SparseEval.Cli.Composition.Shared;
using SparseEval.Evaluation;
using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>Path and pairs of a gate.</summary>
internal static class GateDetail
{
    /// <summary>Of a run that was watched until its criterion was decided.</summary>
    public static Func<GateDecision, PageDetail> OfRun(RunPlan plan, RunRecord record) => decision =>
    {
        var (benchmark, scores) = (plan.Frame.Benchmark, record.Items.ToDictionary(i => plan.Frame.Benchmark.IndexOf(i.Id), i => i.Score));
        var paired = decision.Criterion.IsPaired;
        var stream = Stream(RandomOrder.Of(plan.Frame, record.Seed), scores, position => paired ? plan.Watch!.Baseline!.Scores[position] : 0);
        return new(Path(decision, plan.Watch!.Sequence, plan.Frame, plan.Options.Estimand, stream), paired ? Pairs(stream, benchmark) : []);
    };

    /// <summary>Of results that are there.</summary>
    /// <param name="sources">The model's, then the baseline's where the criterion compares.</param>
    /// <param name="frame">The benchmark where it is at hand.</param>
    /// <param name="sequence">As the gate uses where a run stopped early.</param>
    /// <param name="aim">What is asked of them.</param>
    public static Func<GateDecision, PageDetail> OfRecorded(IReadOnlyList<ScoreSource> sources, SamplingFrame? frame, IConfidenceSequence sequence, SharedAim aim) => decision =>
    {
        var watch = sources[0].Record?.Watch;
        if (!decision.Criterion.IsPaired && watch is null) return new([], []);
        var shared = SharedItems.Of(sources, frame, aim);
        var at = shared.Sample.Items.Select(i => i.Index).ToList();
        var (a, b) = (at.Zip(shared.Of(sources[0])).ToDictionary(p => p.First, p => p.Second), sources.Count < 2 ? null : at.Zip(shared.Of(sources[1])).ToDictionary(p => p.First, p => p.Second));
        var stream = Stream(shared.Order ?? at, a, position => b is null ? 0 : b[position]);
        var own = watch is not null && shared.Sample.Frame.History is null && watch.Sequence != "betting-predictions" && ConfidenceSequences.All.TryGetValue(watch.Sequence, out var named) && !decision.Criterion.IsPaired ? named() : sequence;
        return new(shared.Order is null ? [] : Path(decision, own, shared.Sample.Frame, shared.Estimand, stream), b is null ? [] : Pairs(stream, shared.Sample.Frame.Benchmark));
    };

    private static List<(int, double, double)> Stream(IEnumerable<int> order, Dictionary<int, double?> scores, Func<int, double?> baseline) =>
        [.. order.Where(scores.ContainsKey).Select(i => (i, scores[i], baseline(i))).Where(t => t.Item2 is not null && t.Item3 is not null).Select(t => (t.i, t.Item2!.Value, t.Item3!.Value))];

    private static IReadOnlyList<WatchedMoment> Path(GateDecision decision, IConfidenceSequence sequence, SamplingFrame frame, Estimand estimand, List<(int, double, double)> stream) => decision.Interval is not { } end ? []
        : Paths.Of(Gates.Watch(decision.Criterion, sequence, new() { Frame = frame, Confidence = end.Level, Estimand = estimand }), stream, end);

    private static IReadOnlyList<PairedScore> Pairs(List<(int Item, double A, double B)> stream, Benchmark benchmark) => [.. stream.Select(t => new PairedScore(benchmark.Items[t.Item].Id, t.A, t.B))];
}
