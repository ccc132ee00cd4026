namespace SparseEval.Bench.Calibration;

/// <summary>
/// How often a ranking of many models makes any wrong claim: a pair told apart by Holm's two-sided p-values in a direction that the full scores do not have, models that tie counting as wrong whichever way. Models are equally good
/// where nothing else is said.
/// </summary>
internal static class RanksOfModels
{
    private const double Alpha = 0.05;

    public static void Print(int draws)
    {
        Console.WriteLine($"Right-or-wrong scores, simple random sample, {draws} draws: share of rankings with any wrong claim, and of pairs that are told apart in the right direction.");
        Console.WriteLine($"{"models",-52} {"count",5} {"N",5} {"n",4} {"benchmark",9} {"alike",7} {"right",7}");
        foreach (var count in new[] { 10, 20 })
            foreach (var (all, n) in new[] { (100, 95), (300, 100), (300, 200), (300, 292), (1000, 100) })
            {
                Row("each fails one item of its own", count, all, n, draws, m => [m]);
                Row("each fails 3 % of its own", count, all, n, draws, m => [.. Enumerable.Range(m * all * 3 / 100, all * 3 / 100).Where(i => i < all)]);
                Row("each fails 20 %, anywhere", count, all, n, draws, m => Chosen(m, all, all / 5));
                Row("each fails 20 %, the next one item more", count, all, n, draws, m => Chosen(m, all, all / 5 + m));
                Row("all fail 30 %, and one item of their own more", count, all, n, draws, m => [.. Enumerable.Range(count, all * 3 / 10), m]);
            }
    }

    private static void Row(string name, int count, int all, int n, int draws, Func<int, int[]> fails)
    {
        if (count * all * 3 / 100 > all && name.Contains("3 % of", StringComparison.Ordinal)) return;
        var scores = Enumerable.Range(0, count).Select(m => fails(m) is var f ? Enumerable.Range(0, all).Select(i => f.Contains(i) ? 0.0 : 1).ToArray() : []).ToArray();
        var frame = new SamplingFrame(PairRows.Flat(all));
        var own = Claims(frame, scores, n, draws, InferenceTarget.FullBenchmark);
        var alike = Claims(frame, scores, n, draws, InferenceTarget.Superpopulation);
        Console.WriteLine($"{name,-52} {count,5} {all,5} {n,4} {own.Wrong,9:P1} {alike.Wrong,7:P1} {own.Right,7:P1}");
    }

    /// <summary>Share of draws with a wrong claim, and share of unlike pairs told apart rightly.</summary>
    private static (double Wrong, double Right) Claims(SamplingFrame frame, double[][] scores, int n, int draws, InferenceTarget target)
    {
        var truth = Array.ConvertAll(scores, s => s.Sum());
        var pairs = (from i in Enumerable.Range(0, scores.Length) from j in Enumerable.Range(i + 1, scores.Length - i - 1) select (i, j)).ToArray();
        var known = new Dictionary<(int, int), PairedComparison>();
        var (wrong, right, unlike) = (0, 0, 0);
        for (var draw = 1; draw <= draws; draw++)
        {
            // For questions like these the sample is drawn with replacement from what stands for all of them.
            var stream = new Random(draw);
            var sample = PairRows.Draw(Designs.SimpleRandom(), frame, n, (ulong)draw);
            int[] items = [.. sample.Items.Select(s => target == InferenceTarget.Superpopulation ? stream.Next(frame.Count) : s.Index)];
            var ranking = ModelRanking.Of(scores.Length, pairs, Array.ConvertAll(pairs, p => Compared(sample, known, items, scores[p.i], scores[p.j], target)), Alpha);
            var any = false;
            foreach (var (k, (a, b, compared)) in ranking.Pairs.Index())
            {
                var claim = ranking.Holm[k] <= Alpha ? Math.Sign(compared.Difference) : 0;
                any |= claim != 0 && claim != Math.Sign(truth[a] - truth[b]);
                if (truth[a] == truth[b]) continue;
                unlike++;
                if (claim == Math.Sign(truth[a] - truth[b])) right++;
            }
            if (any) wrong++;
        }
        return (wrong / (double)draws, unlike == 0 ? 0 : right / (double)unlike);
    }

    /// <summary>What a comparison says follows from how many items favour each.</summary>
    private static PairedComparison Compared(Sample sample, Dictionary<(int, int), PairedComparison> known, int[] items, double[] a, double[] b, InferenceTarget target)
    {
        var (better, worse) = (items.Count(i => a[i] > b[i]), items.Count(i => a[i] < b[i]));
        if (known.TryGetValue((better, worse), out var compared)) return compared;
        double?[] x = [.. items.Select((_, k) => (double?)(k < better || k >= better + worse ? 1 : 0))], y = [.. items.Select((_, k) => (double?)(k >= better ? 1 : 0))];
        return known[(better, worse)] = ModelComparison.Paired(sample, x, y, options: new() { Target = target });
    }

    private static int[] Chosen(int model, int all, int count)
    {
        var items = Enumerable.Range(0, all).ToArray();
        new Random(100 + model).Shuffle(items);
        return items[..count];
    }
}
