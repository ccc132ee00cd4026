namespace SparseEval.Cli.Composition;

/// <summary>How many items a gate at a threshold takes for models at several distances from it.</summary>
internal static class GatePower
{
    private const int MostModels = 10;
    private const int MostOthers = 64;

    /// <summary>Random orders for each past model.</summary>
    public const int Orders = 20;

    /// <summary>By arithmetic for a fixed sample, and by playing gates with the past models nearest to the threshold, each without itself in the history, in many random orders.</summary>
    public static IReadOnlyList<PowerOfGate> Of(SamplingFrame frame, double threshold, double[] distances, double confidence, double power, ulong seed, CancellationToken cancellation)
    {
        var models = frame.History is { Models.Count: > 2 } history ? Nearest(history, threshold) : [];
        var replays = new GateReplay[models.Length * Orders];
        Parallel.For(0, replays.Length, new ParallelOptions { CancellationToken = cancellation },
            k => replays[k] = GateReplay.Play(Without(frame, models[k / Orders].Model), models[k / Orders], distances, confidence, unchecked(seed + (ulong)k * 0x9E3779B97F4A7C15)));
        return [.. distances.Select((distance, d) => new PowerOfGate(distance, new PairedPower(frame.Count, Spread(threshold, distance), confidence, power).ItemsFor(distance), Quantiles(replays.Chunk(Orders).Select(r => r.SelectMany(p => p.Items[d]).ToArray()), power)))];
    }

    /// <summary>Of right-or-wrong scores, the largest of a model's at the threshold and so far from it.</summary>
    private static double Spread(double threshold, double distance) => Math.Max(1e-4, new[] { threshold, Math.Max(0, threshold - distance), Math.Min(1, threshold + distance) }.Max(p => p * (1 - p)));

    private static (SamplingFrame Past, ResponseMatrix All) Without(SamplingFrame frame, int model)
    {
        int[] others = [.. Enumerable.Range(0, frame.History!.Models.Count).Where(m => m != model)];
        if (others.Length > MostOthers) others = [.. Enumerable.Range(0, MostOthers).Select(k => others[k * others.Length / MostOthers])];
        return (new(frame.Benchmark, frame.History.SelectModels(others)), frame.History);
    }

    private static (int Model, double Score)[] Nearest(ResponseMatrix history, double threshold) => [.. Enumerable.Range(0, history.Models.Count)
        .Select(m => (Model: m, Score: Enumerable.Range(0, history.ItemIds.Count).Select(i => history[m, i]).OfType<double>().DefaultIfEmpty(double.NaN).Average()))
        .Where(m => double.IsFinite(m.Score)).OrderBy(m => Math.Abs(m.Score - threshold)).ThenBy(m => m.Model).Take(MostModels)];

    /// <param name="models">Items of each model's replays.</param>
    /// <param name="power">Share that is to stay within.</param>
    private static SequentialItems? Quantiles(IEnumerable<int[]> models, double power)
    {
        int[][] known = [.. models.Where(m => m.Length > 0)];
        if (known.Length == 0) return null;
        int[] each = [.. known.Select(m => At(m, power))];
        return new(At([.. known.SelectMany(m => m)], power), each.Min(), each.Max(), known.Sum(m => m.Length));
    }

    private static int At(int[] items, double share)
    {
        Array.Sort(items);
        return items[Math.Clamp((int)Math.Ceiling(share * items.Length - 1e-9) - 1, 0, items.Length - 1)];
    }
}
