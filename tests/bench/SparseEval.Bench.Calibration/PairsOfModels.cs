using MathNet.Numerics.Distributions;

namespace SparseEval.Bench.Calibration;

/// <summary>Intervals of a difference of two models: the default one, and beside it what one score's default interval says of (d + 1) / 2.</summary>
internal static class PairsOfModels
{
    private static readonly double[] Discordances = [0.003, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3];
    private static readonly double[] Imbalances = [0, 0.25, 0.5];

    public static void Print(int draws)
    {
        Console.WriteLine("Right-or-wrong scores, simple random sample, without simulation: least / mean coverage % over shares of differing items 0.003-0.3, of which 0, a quarter and half go the other way; mean half-width in points.");
        Console.WriteLine($"{"N",8} {"n",4} {"square-and-add",24} {"(d + 1) / 2",24} {"none differs",14} {"",14}");
        foreach (var all in new[] { 300, 2000, 0 })
            foreach (var n in new[] { 25, 50, 100, 200, 400 }.Where(n => all == 0 || n < all)) Console.WriteLine(Exact(all, n));
        Console.WriteLine();
        Console.WriteLine($"Simulated, {draws} draws a row: coverage % (interval too low / too high) and mean half-width in points.");
        Console.WriteLine($"{"population",-44} {"differ",6} {"n",4} {"design",-26} {"estimator",-10} {"square-and-add",24} {"(d + 1) / 2",24}");
        foreach (var row in PairRows.All(draws)) Console.WriteLine(row);
    }

    private static string Exact(int all, int n)
    {
        var known = new Dictionary<(int, int), (ConfidenceInterval New, ConfidenceInterval Old)>();
        var sample = PairRows.Draw(Designs.SimpleRandom(), new(PairRows.Flat(all == 0 ? n + 1 : all)), n, 1);
        var target = all == 0 ? InferenceTarget.Superpopulation : InferenceTarget.FullBenchmark;
        var cells = new List<(double New, double Old, double NewWidth, double OldWidth)>();
        foreach (var share in Discordances)
            foreach (var against in Imbalances)
            {
                var (plus, minus) = ((1 - against) * share, against * share);
                if (all > 0) (plus, minus) = (Math.Round(plus * all) / all, Math.Round(minus * all) / all);
                var (cover, old, width, oldWidth) = (0.0, 0.0, 0.0, 0.0);
                foreach (var (b, c, p) in Outcomes(all, n, plus, minus))
                {
                    if (!known.TryGetValue((b, c), out var ends)) known[(b, c)] = ends = Both(sample, b, c, target);
                    if (ends.New.Contains(plus - minus)) cover += p;
                    if (ends.Old.Contains(plus - minus)) old += p;
                    width += p * ends.New.HalfWidth;
                    oldWidth += p * ends.Old.HalfWidth;
                }
                cells.Add((cover, old, width, oldWidth));
            }
        var none = Both(sample, 0, 0, target);
        return $"{(all == 0 ? "infinite" : $"{all}"),8} {n,4} {Cell([.. cells.Select(c => (c.New, c.NewWidth))]),24} {Cell([.. cells.Select(c => (c.Old, c.OldWidth))]),24} {100 * none.New.HalfWidth,14:0.00} {100 * none.Old.HalfWidth,14:0.00}";
    }

    private static string Cell((double Cover, double Width)[] cells) => $"{100 * cells.Min(c => c.Cover):0.0} / {100 * cells.Average(c => c.Cover):0.0} {100 * cells.Average(c => c.Width),6:0.00}";

    /// <summary>All numbers of items that favour each model, but those of no weight.</summary>
    private static IEnumerable<(int B, int C, double P)> Outcomes(int all, int n, double plus, double minus)
    {
        for (var c = 0; c <= n; c++)
        {
            var outer = all == 0 ? Binomial.PMF(minus, n, c) : Probability(c, all, (int)Math.Round(minus * all), n);
            if (outer < 1e-9) continue;
            for (var b = 0; b <= n - c; b++)
            {
                var inner = all == 0 ? Binomial.PMF(plus / (1 - minus), n - c, b) : Probability(b, all - (int)Math.Round(minus * all), (int)Math.Round(plus * all), n - c);
                if (outer * inner > 1e-9) yield return (b, c, outer * inner);
            }
        }
    }

    private static double Probability(int k, int all, int ones, int n)
    {
        var (least, p) = Hypergeometric.Distribution(all, ones, n);
        return k >= least && k < least + p.Length ? p[k - least] : 0;
    }

    private static (ConfidenceInterval New, ConfidenceInterval Old) Both(Sample sample, int b, int c, InferenceTarget target)
    {
        double?[] x = [.. Enumerable.Range(0, sample.Count).Select(i => (double?)(i < b || i >= b + c ? 1 : 0))], y = [.. Enumerable.Range(0, sample.Count).Select(i => (double?)(i >= b ? 1 : 0))];
        return (PairRows.Interval(sample, x, y, 1, Estimators.Mean(), null, target), PairRows.Interval(sample, x, y, 1, Estimators.Mean(), new OfOneScore(), target));
    }

    /// <summary>What was done before: the default interval of (d + 1) / 2 as of any score.</summary>
    public sealed class OfOneScore : IIntervalMethod
    {
        public string Name => "of one score";

        public ConfidenceInterval Interval(IntervalInput input, double confidence) => DefaultIntervalRule.Choose(input).Method.Interval(input, confidence);
    }
}
