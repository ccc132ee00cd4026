namespace SparseEval;

/// <summary>
/// How far the trusted full score of the judged items may lie below and above its corrected estimate: intervals of parts that are rates near 0 or 1, put together by square-and-add (decision 0162), since a variance of few
/// disagreements is mostly luck.
/// </summary>
/// <param name="cheap">Judge's scores of the trusted items.</param>
/// <param name="trusted">Trusted grades.</param>
/// <param name="weight">Of each trusted item in the mean of differences, with sum 1.</param>
/// <param name="chance">That the item was chosen, in (0, 1].</param>
/// <param name="confidence">In (0, 1).</param>
internal sealed class SecondPhaseEnds(double[] cheap, double[] trusted, double[] weight, double[] chance, double confidence)
{
    private const double RarerUnits = 1.5;

    /// <summary>Right-or-wrong grades of both: the share that the trusted grader calls right has Clopper and Pearson's ends among items that the judge calls right and among the others.</summary>
    /// <param name="slope">Of trusted on cheap scores; where it is 0 the judge does not count, nor do its kinds.</param>
    /// <param name="share">Of the judged items' weight that the judge calls right.</param>
    public (double Down, double Up) ByKinds(double slope, double share)
    {
        var all = Enumerable.Range(0, weight.Length).ToArray();
        if (slope <= 0) return Rate(all);
        var (right, wrong) = (Rate([.. all.Where(k => cheap[k] == 1)]), Rate([.. all.Where(k => cheap[k] == 0)]));
        return (Added(share * right.Down, (1 - share) * wrong.Down), Added(share * right.Up, (1 - share) * wrong.Up));
    }

    /// <summary>
    /// Graded scores: means of max(d, 0) and max(-d, 0), d = y - b p - (1 - b) mean of p, by the rule of <see cref="GradedInterval"/>, and never less than Student's t of d. The constant lets d lie at the
    /// disagreements y - p: where it is left out, a slope below 1 makes every d positive, and means that are no rates near 0 hide that few disagreements were seen.
    /// </summary>
    public (double Down, double Up) ByParts(double slope)
    {
        var level = (1 - slope) * cheap.Select((p, k) => weight[k] * p).Sum();
        double[] d = [.. trusted.Select((y, k) => y - slope * cheap[k] - level)];
        var (plus, minus, whole) = (Part(Array.ConvertAll(d, x => Math.Max(0, x))), Part(Array.ConvertAll(d, x => Math.Max(0, -x))), Variance(d).Variance);
        var both = 2 * Math.Sqrt(plus.Variance * minus.Variance);
        var correlation = both > 0 ? Math.Clamp((whole - plus.Variance - minus.Variance) / both, 0, 1) : 0;
        var least = WaldTInterval.Quantile(confidence, weight.Length - 2) * Math.Sqrt(whole);
        return (Math.Max(least, Added(plus.Down, minus.Up, correlation)), Math.Max(least, Added(plus.Up, minus.Down, correlation)));
    }

    public static double Added(double a, double b, double correlation = 0) => Math.Sqrt(a * a + b * b + 2 * correlation * a * b);

    private (double Down, double Up) Rate(int[] items)
    {
        var sum = items.Sum(k => weight[k]);
        if (!(sum > 0)) return (1, 1);
        var size = Size(items, sum);
        if (double.IsInfinity(size)) return (0, 0);
        var rate = Math.Clamp(items.Sum(k => weight[k] * trusted[k]) / sum, 0, 1);
        var (lower, upper) = KornGraubardInterval.ClopperPearson(rate * size, size, 1 - confidence);
        return (Math.Max(0, rate - lower), Math.Max(0, upper - rate));
    }

    private (double Down, double Up, double Variance) Part(double[] values)
    {
        var size = Size([.. Enumerable.Range(0, values.Length)], 1);
        var (variance, worst) = Variance(values);
        if (double.IsInfinity(size)) return (0, 0, variance);
        var mean = Math.Clamp(values.Select((v, k) => weight[k] * v).Sum(), 0, 1);
        var rarer = size * Math.Min(mean, 1 - mean) / RarerUnits;
        var effective = variance > 0 && mean is > 0 and < 1 ? Math.Min(mean * (1 - mean) / (variance + worst), size * (1 + rarer * rarer)) : size;
        var ends = WilsonInterval.Of(Unbounded.Input(mean, Math.Sqrt(variance), weight.Length - 1, size), effective, confidence, "");
        return (Math.Max(0, mean - ends.Lower), Math.Max(0, ends.Upper - mean), variance);
    }

    /// <summary>Of the weighted mean given the judged sample, and the largest part of it that one item has.</summary>
    private (double Variance, double Worst) Variance(double[] values)
    {
        var mean = values.Select((v, k) => weight[k] * v).Sum();
        double[] parts = [.. values.Select((v, k) => (1 - chance[k]) * Math.Pow(weight[k] * (v - mean), 2))];
        return (parts.Sum() * parts.Length / (parts.Length - 1), parts.Max());
    }

    /// <summary>
    /// 1 over the sum of g(f) (weight)^2, g(f) = f / -ln(1 - f): what a disagreement needs that chances f pass over, (1 - f)^K = alpha / 2, decides where few are; at most the size m / (1 - f) that the variance has.
    /// </summary>
    private double Size(int[] items, double sum)
    {
        var open = items.Sum(k => Open(chance[k]) * Math.Pow(weight[k] / sum, 2));
        return open > 0 ? 1 / open : double.PositiveInfinity;
    }

    private static double Open(double chance) => chance >= 1 ? 0 : chance < 1e-9 ? 1 : chance / -Math.Log(1 - chance);
}
