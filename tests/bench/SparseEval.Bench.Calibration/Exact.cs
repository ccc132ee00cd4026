namespace SparseEval.Bench.Calibration;

/// <summary>Coverage without simulation: right-or-wrong scores of a simple random sample, all numbers right k weighted by their probability.</summary>
internal static class Exact
{
    public static void Print()
    {
        string[] names = ["default", "wald-t", "wilson", "hypergeometric", "korn-graubard", "logit"];
        Console.WriteLine($"{"N",5} {"n",4} {"rates",11} {string.Join(" ", names.Select(n => $"{n,22}"))}   (least / mean coverage %, mean width in points)");
        foreach (var all in new[] { 200, 1000, 10000 })
            foreach (var n in new[] { 25, 50, 100, 200 }.Where(n => n <= all / 2))
            {
                var inputs = Enumerable.Range(0, n + 1).Select(k => Input(all, n, k)).ToArray();
                var intervals = names.Select(name => inputs.Select(i => name == "default" ? DefaultIntervalRule.Interval(i, 0.95) : Intervals.Parse(name).Interval(i, 0.95)).ToArray()).ToArray();
                foreach (var (from, to) in new[] { (0.01, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.5) })
                {
                    var ones = Enumerable.Range((int)(from * all), (int)((to - from) * all) + 1).Where((_, j) => j % Math.Max(1, all / 1000) == 0).ToArray();
                    var cells = intervals.Select(set =>
                    {
                        var cover = ones.Select(m => Cover(set, all, m, n)).ToArray();
                        return $"{100 * cover.Min(c => c.Cover),6:0.0} /{100 * cover.Average(c => c.Cover),5:0.0} {100 * cover.Average(c => c.Width),5:0.0}".PadLeft(22);
                    });
                    Console.WriteLine($"{all,5} {n,4} {from,5:0.00}-{to,4:0.00} {string.Join(" ", cells)}");
                }
            }
    }

    private static (double Cover, double Width) Cover(ConfidenceInterval[] intervals, int all, int ones, int n)
    {
        var (least, p) = Hypergeometric.Distribution(all, ones, n);
        var (cover, width) = (0.0, 0.0);
        for (var j = 0; j < p.Length; j++)
        {
            if (intervals[least + j].Contains(ones / (double)all)) cover += p[j];
            width += p[j] * 2 * intervals[least + j].HalfWidth;
        }
        return (cover, width);
    }

    private static IntervalInput Input(int all, int n, int k)
    {
        var (p, f) = (k / (double)n, n / (double)all);
        var scores = Enumerable.Range(0, n).Select(i => i < k ? 1.0 : 0).ToArray();
        return new()
        {
            Value = p,
            StandardError = Math.Sqrt((1 - f) * p * (1 - p) / (n - 1)),
            DegreesOfFreedom = n - 1,
            SampleSize = n,
            PopulationSize = all,
            EffectiveSize = n / (1 - f),
            LowerBound = k / (double)all,
            UpperBound = (all - n + k) / (double)all,
            Sample = new() { Scores = scores, Contributions = [.. scores.Select(y => (y - p) / n)], Strata = new int[n], Fractions = [f] },
        };
    }
}
