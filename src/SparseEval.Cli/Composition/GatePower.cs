namespace SparseEval.Cli.Composition;

/// <summary>How many items a gate at a threshold takes for models at several distances from it.</summary>
internal static class GatePower
{
    private const int MostModels = 10;

    /// <summary>By arithmetic for a fixed sample, and by playing gates with the past models nearest to the threshold, each without itself in the history.</summary>
    public static IReadOnlyList<PowerOfGate> Of(SamplingFrame frame, double threshold, double[] distances, double confidence, double power, ulong seed, CancellationToken cancellation)
    {
        var spread = Math.Max(1e-4, threshold * (1 - threshold));
        var exact = new PairedPower(frame.Count, spread, confidence, power);
        var models = frame.History is { Models.Count: > 2 } history ? Nearest(history, threshold) : [];
        var items = new int[models.Length, distances.Length];
        Parallel.For(0, models.Length, new ParallelOptions { CancellationToken = cancellation }, k => Play(frame, models[k], distances, confidence, seed, (d, n) => items[k, d] = n));
        return [.. distances.Select((distance, d) => new PowerOfGate(distance, exact.ItemsFor(distance), models.Length == 0 ? null : Quantiles([.. Enumerable.Range(0, models.Length).Select(k => items[k, d])])))];
    }

    /// <summary>One stream serves all distances: a threshold so far below the model's own score is met when the interval's lower end has passed it.</summary>
    private static void Play(SamplingFrame frame, (int Model, double Score) target, double[] distances, double confidence, ulong seed, Action<int, int> decided)
    {
        var history = frame.History!;
        var others = Enumerable.Range(0, history.Models.Count).Where(m => m != target.Model).ToArray();
        if (others.Length > 64) others = [.. Enumerable.Range(0, 64).Select(k => others[k * others.Length / 64])];
        var past = new SamplingFrame(frame.Benchmark, history.SelectModels(others));
        var run = ConfidenceSequences.BettingWithPredictions().Begin(new() { Frame = past, Confidence = confidence });
        var open = distances.Index().OrderByDescending(d => d.Item).ToList();
        foreach (var (t, item) in RandomOrder.Of(past, seed).Index())
        {
            if (history[target.Model, item] is not { } score) continue;
            run.Add(item, score);
            if (t % 16 != 15 && t + 1 < frame.Count) continue;
            var lower = run.Interval.Lower;
            while (open.Count > 0 && (lower >= target.Score - open[0].Item || t + 1 >= frame.Count))
            {
                decided(open[0].Index, t + 1);
                open.RemoveAt(0);
            }
            if (open.Count == 0) return;
        }
        foreach (var (d, _) in open) decided(d, frame.Count);
    }

    private static (int Model, double Score)[] Nearest(ResponseMatrix history, double threshold) => [.. Enumerable.Range(0, history.Models.Count)
        .Select(m => (Model: m, Score: Enumerable.Range(0, history.ItemIds.Count).Select(i => history[m, i]).OfType<double>().DefaultIfEmpty(double.NaN).Average()))
        .Where(m => double.IsFinite(m.Score)).OrderBy(m => Math.Abs(m.Score - threshold)).Take(MostModels)];

    private static (int, int) Quantiles(int[] items)
    {
        Array.Sort(items);
        return (items[Math.Clamp((int)Math.Ceiling(0.5 * items.Length) - 1, 0, items.Length - 1)], items[Math.Clamp((int)Math.Ceiling(0.9 * items.Length) - 1, 0, items.Length - 1)]);
    }
}
