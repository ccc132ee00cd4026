namespace SparseEval.Evaluation;

/// <summary>Plays a watched run with past models in the place of the model to come.</summary>
internal static class StopForecaster
{
    private const int MostTargets = 12;
    private const int MostOthers = 64;

    /// <summary>Null without a history of two models; limits on seconds and joules are passed over, since nothing is spent.</summary>
    public static StopForecast? Of(RunPlan plan, int budget)
    {
        if (plan.Frame.History is not { Models.Count: > 1 } history) return null;
        var order = RandomOrder.Of(plan.Frame, plan.Seed);
        var byScore = Enumerable.Range(0, history.Models.Count).OrderBy(m => Mean(history, m)).ToArray();
        var targets = Spread(byScore, MostTargets);
        var ends = new (int Items, bool Decided)[targets.Length];
        Parallel.For(0, targets.Length, k => ends[k] = Play(plan, budget, order, targets[k], Spread([.. byScore.Where(m => m != targets[k])], MostOthers)));
        var items = ends.Select(end => end.Items).Order().ToArray();
        return new(At(items, 0.5), At(items, 0.9), ends.Average(end => end.Decided ? 1.0 : 0.0), items.Length);
    }

    private static (int, bool) Play(RunPlan plan, int budget, IReadOnlyList<int> order, int target, int[] others)
    {
        var history = plan.Frame.History!;
        var watch = new RunWatch(plan with { Frame = new(plan.Frame.Benchmark, history.SelectModels(others)) }, budget, order);
        while (watch.Next() is { } items) watch.Take(items, [.. items.Select(i => history[target, i])], ComputeCost.Zero);
        return (watch.Taken, watch.Outcome().Outcome is not ("budget" or "undecided"));
    }

    private static double Mean(ResponseMatrix history, int model) =>
        Enumerable.Range(0, history.ItemIds.Count).Select(i => history[model, i]).OfType<double>().DefaultIfEmpty(0).Average();

    private static int[] Spread(int[] ordered, int most) => ordered.Length <= most ? ordered
        : [.. Enumerable.Range(0, most).Select(k => ordered[(int)((k + 0.5) * ordered.Length / most)])];

    private static int At(int[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
