namespace SparseEval.Bench.Sequential;

/// <summary>
/// How often a sequence is wrong at any look, on made-up scores where a normal approximation is at its weakest: pairs of models that tie on nearly all items, strict levels, and graded scores that are nearly alike. Asked as a gate asks,
/// after 16 items or 5 % more.
/// </summary>
internal static class Approximations
{
    private const int Items = 2000;

    public static int Run(string[] args)
    {
        var replays = args.Length > 0 ? int.Parse(args[0]) : 1000;
        var sequence = ConfidenceSequences.Parse(args.Length > 1 ? args[1] : "group-sequential");
        var frame = new SamplingFrame(new("made up", [.. Enumerable.Range(0, Items).Select(i => new Item($"i{i}"))]));
        Console.WriteLine($"{sequence.Name}, {Items} items, {replays} replays: share of streams that miss the truth at some look, and each side of it");
        Console.WriteLine($"{"scores",-58} {"allowed",7} {"missed",7} {"too high",8} {"too low",8}");
        foreach (var against in new[] { 0, 0.25, 0.5 })
            foreach (var tie in new[] { 0.97, 0.98, 0.99 }) Print($"pair, alike on {tie:P0} of items, {against:P0} of the rest b's", 0.95, share: 1, i => Pair(i, tie, against));
        foreach (var level in new[] { 0.95, 0.995 })
            foreach (var solved in new[] { 0.7, 0.97 }) Print($"right or wrong, {solved:P0} right", level, share: 0, i => (Spread(i) < solved ? 1 : 0, 0));
        foreach (var odd in new[] { 0.005, 0.01, 0.03 }) Print($"graded, 0.9 within 0.01, but {odd:P1} at 0", 0.95, share: 0, i => (Spread(i) < odd ? 0 : 0.89 + 0.02 * Spread(i + Items), 0));
        return 0;

        void Print(string name, double level, double share, Func<int, (double A, double B)> scores)
        {
            var all = Enumerable.Range(0, Items).Select(scores).ToArray();
            var (truth, plan) = (all.Average(s => s.A - share * s.B), new SequencePlan { Frame = frame, Confidence = level });
            var missed = new (bool High, bool Low)[replays];
            Parallel.For(0, replays, new() { MaxDegreeOfParallelism = 2 }, r => missed[r] = One(ModelComparison.Sequential(sequence, plan, share), RandomOrder.Of(frame, (ulong)r + 1), all, truth));
            Console.WriteLine($"{name,-58} {1 - level,7:P1} {missed.Average(m => m.High || m.Low ? 1.0 : 0),7:P1} {missed.Average(m => m.High ? 1.0 : 0),8:P1} {missed.Average(m => m.Low ? 1.0 : 0),8:P1}");
        }
    }

    private static (bool, bool) One(PairedRun run, IReadOnlyList<int> order, (double A, double B)[] scores, double truth)
    {
        var (next, high, low) = (16, false, false);
        for (var t = 1; t <= order.Count; t++)
        {
            run.Add(order[t - 1], scores[order[t - 1]].A, scores[order[t - 1]].B);
            if (t < next && t < order.Count) continue;
            next = t + Math.Max(16, (int)Math.Ceiling(0.05 * t));
            var interval = run.Interval;
            high |= interval.Lower > truth + 1e-9;
            low |= interval.Upper < truth - 1e-9;
        }
        return (high, low);
    }

    /// <summary>Of the items on which two models differ, the second has a share right.</summary>
    private static (double, double) Pair(int item, double tie, double against)
    {
        var u = Spread(item);
        if (u < tie) return Spread(item + Items) < 0.7 ? (1, 1) : (0, 0);
        return u < 1 - (1 - tie) * against ? (1, 0) : (0, 1);
    }

    /// <summary>Even over [0, 1), without chance.</summary>
    private static double Spread(int item) => item * 0.6180339887498949 % 1;
}
