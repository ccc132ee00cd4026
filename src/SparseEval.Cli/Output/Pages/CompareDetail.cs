using SparseEval.Cli.Composition.Shared;
using SparseEval.Evaluation;
using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>Path and pairs of two compared models.</summary>
internal static class CompareDetail
{
    /// <summary>Of results that are there.</summary>
    public static Func<PageDetail> OfShared(IReadOnlyList<ScoreSource> sources, SharedSample shared, ConfidenceInterval? end) => () =>
    {
        var at = shared.Sample.Items.Select(i => i.Index).ToList();
        var (a, b) = (at.Zip(shared.Of(sources[0])).ToDictionary(p => p.First, p => p.Second), at.Zip(shared.Of(sources[1])).ToDictionary(p => p.First, p => p.Second));
        return Of(shared.Sample.Frame, Estimand.ItemWeighted, shared.Order, at, a, b, ConfidenceSequences.Betting(), end);
    };

    /// <summary>Of two runs, the first of which was watched against the second.</summary>
    public static Func<PageDetail> OfRuns(RunPlan plan, RunRecord model, RunRecord baseline, ConfidenceInterval? end) => () =>
    {
        var (a, b) = (Scores(plan, model), Scores(plan, baseline));
        IReadOnlyList<int> order = [.. RandomOrder.Of(plan.Frame, plan.Seed).Where(i => a.ContainsKey(i) && b.ContainsKey(i))];
        return Of(plan.Frame, plan.Options.Estimand, order, order, a, b, plan.Watch!.Sequence, end);
    };

    private static Dictionary<int, double?> Scores(RunPlan plan, RunRecord record) => record.Items.ToDictionary(i => plan.Frame.Benchmark.IndexOf(i.Id), i => i.Score);

    private static PageDetail Of(SamplingFrame frame, Estimand estimand, IReadOnlyList<int>? order, IReadOnlyList<int> positions, Dictionary<int, double?> a, Dictionary<int, double?> b, IConfidenceSequence sequence, ConfidenceInterval? end)
    {
        List<(int Item, double A, double B)> both = [.. (order ?? positions).Where(i => a[i] is not null && b[i] is not null).Select(i => (i, a[i]!.Value, b[i]!.Value))];
        var path = order is null || end is null ? [] : Paths.Of(ModelComparison.Sequential(sequence, new() { Frame = frame, Confidence = end.Level, Estimand = estimand }), both, end);
        return new(path, [.. both.Select(t => new PairedScore(frame.Benchmark.Items[t.Item].Id, t.A, t.B))]);
    }
}
