namespace SparseEval.Tests;

/// <summary>A judge that is corrected by trusted grades of a part of the sample.</summary>
public sealed class JudgeCorrectionTests
{
    /// <summary>All samples of 7 of 9 items and all sub-samples of 6 of those: unbiased for a fixed slope, within 0.02 with the slope estimated from so few.</summary>
    [Fact]
    public void Over_all_samples_and_all_second_phases_the_estimate_is_nearly_unbiased()
    {
        var (benchmark, truth, judge) = Population(9, 5);
        var values = new List<double>();
        foreach (var first in Subsets(9, 7))
            foreach (var second in Subsets(7, 6))
                values.Add(Estimate(benchmark, [.. first], [.. second.Select(k => first[k])], judge, truth).Value);
        Assert.Equal(truth.Average(), values.Average(), 0.02);
    }

    [Fact]
    public void A_judge_that_knows_nothing_leaves_the_trusted_mean()
    {
        var (benchmark, truth, _) = Population(200, 1);
        var all = Enumerable.Range(0, 100).ToArray();
        var estimate = Estimate(benchmark, all, [.. all.Take(40)], [.. Enumerable.Repeat(0.5, 200)], truth);
        Assert.Equal(all.Take(40).Average(i => truth[i]), estimate.Value, 12);
    }

    /// <summary>Cochran (1977), 12.7: two-phase regression with simple random phases, (1/m - 1/n) s_d^2 + (1/n - 1/N) s_y^2 with the unseen disagreement added.</summary>
    [Fact]
    public void The_variance_is_that_of_two_simple_random_phases()
    {
        var (benchmark, truth, judge) = Population(5000, 3);
        int[] first = [.. RandomOrder.Of(new(benchmark), 3).Take(2000).Order()];
        int[] second = [.. first.Where((_, k) => k % 4 == 0)];
        var estimate = Estimate(benchmark, first, second, judge, truth);
        var p = second.Select(i => judge[i]).ToArray();
        var y = second.Select(i => truth[i]).ToArray();
        var slope = Math.Clamp(p.Zip(y, (a, b) => (a - p.Average()) * (b - y.Average())).Sum() / p.Sum(a => (a - p.Average()) * (a - p.Average())), 0, 1);
        var residuals = y.Zip(p, (b, a) => b - slope * a).ToArray();
        var expected = (1.0 / 500 - 1.0 / 2000) * (residuals.Sum(r => Math.Pow(r - residuals.Average(), 2)) + 1) / 499 + (1.0 / 2000 - 1.0 / 5000) * y.Sum(b => Math.Pow(b - y.Average(), 2)) / 499;
        Assert.Equal(1, estimate.StandardError!.Value * estimate.StandardError.Value / expected, 0.02);
    }

    [Fact]
    public void The_trusted_items_are_a_part_of_the_sample_and_grow_with_their_number()
    {
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), new(Populations.Benchmark(300)), 100, 5);
        var (few, many) = (JudgeCorrection.Choose(sample, 20, 9), JudgeCorrection.Choose(sample, 50, 9));
        Assert.Subset(many.ToHashSet(), few.ToHashSet());
        Assert.Subset(sample.Items.Select(i => i.Index).ToHashSet(), many.ToHashSet());
        Assert.NotEqual(few, JudgeCorrection.Choose(sample, 20, 10));
        Assert.Throws<SparseEvalException>(() => JudgeCorrection.Choose(sample, 101, 9));
    }

    [Fact]
    public void Bad_grades_are_refused()
    {
        var (benchmark, truth, judge) = Population(50, 2);
        int[] all = [.. Enumerable.Range(0, 30)];
        Assert.Contains("no score of the judge", Assert.Throws<SparseEvalException>(() => Estimate(benchmark, all, [1, 2, 3, 4, 40], judge, truth)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 5", Assert.Throws<SparseEvalException>(() => Estimate(benchmark, all, [1, 2, 3], judge, truth)).Message, StringComparison.Ordinal);
        truth[3] = 1.5;
        Assert.Contains("in [0, 1]", Assert.Throws<SparseEvalException>(() => Estimate(benchmark, all, [1, 2, 3, 4, 5], judge, truth)).Message, StringComparison.Ordinal);
    }

    internal static (Benchmark Benchmark, double[] Truth, double[] Judge) Population(int items, int seed, double wrong = 0.2)
    {
        var random = new Random(seed);
        var truth = Enumerable.Range(0, items).Select(_ => random.NextDouble() < 0.6 ? 1.0 : 0.0).ToArray();
        // Kind to wrong answers: the bias that a correction has to take out.
        return (Populations.Benchmark(items), truth, [.. truth.Select(y => y == 0 && random.NextDouble() < 2 * wrong ? 1 : y == 1 && random.NextDouble() < wrong / 4 ? 0 : y)]);
    }

    internal static Estimate Estimate(Benchmark benchmark, int[] first, int[] second, double[] judge, double[] truth, double confidence = 0.95) =>
        JudgeCorrection.Estimate(new(Simple(benchmark, first), [.. first.Select(i => (double?)judge[i])]), second.ToDictionary(i => i, i => truth[i]), new() { Confidence = confidence });

    private static Sample Simple(Benchmark benchmark, int[] drawn) => new()
    {
        Frame = new(benchmark),
        Design = "simple-random",
        Seed = 0,
        Items = [.. drawn.Select(i => new SampledItem(i, 0, drawn.Length / (double)benchmark.Count))],
        Strata = [new("all", benchmark.Count, drawn.Length)],
    };

    private static IEnumerable<int[]> Subsets(int n, int k) =>
        Enumerable.Range(0, 1 << n).Where(mask => int.PopCount(mask) == k).Select(mask => Enumerable.Range(0, n).Where(i => (mask >> i & 1) == 1).ToArray());
}
