namespace SparseEval.Tests.Calibration;

/// <summary>
/// Coverage of nominal 95 % intervals over seeded draws of each design, two-sided, with the plain mean and with regression. Each test was seen to fail with the mistake that its
/// comment names.
/// </summary>
public sealed class DesignCoverageTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(300);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 25, seed: 8);
    private static readonly SamplingFrame Frame = new(Benchmark, History.SelectModels([.. Enumerable.Range(0, 24)]));
    private static readonly double[] Scores = Populations.Row(History, 24);

    // Planted: weights N / n in place of 1 / pi: coverage 92.0 % with the mean.
    [Theory, InlineData(UnequalScheme.ConditionalPoisson, "mean"), InlineData(UnequalScheme.Sampford, "regression"), InlineData(UnequalScheme.Systematic, "mean")]
    public void Unequal_probabilities(UnequalScheme scheme, string estimator) =>
        Holds(Designs.Unequal(new() { Scheme = scheme, Spread = ItemSpread.Total }), estimator, 60, 600, 0.93, 0.98);

    // Planted: differences without the 2 in their divisor: coverage 99.7 %.
    [Fact]
    public void Systematic_samples_along_predicted_difficulty() => Holds(Designs.Systematic(), "mean", 60, 600, 0.93, 0.98);

    // Scores are made anew for each draw: along a fixed order a start decides everything, so one set of scores has a few dozen samples only. Planted: simple random sampling's variance: coverage 98.5 %.
    [Fact]
    public void Systematic_samples_along_a_trend()
    {
        const int draws = 600;
        var held = 0;
        for (var s = 0; s < draws; s++)
        {
            var random = new Random(s);
            var scores = Enumerable.Range(0, 300).Select(i => random.NextDouble() < 0.05 + 0.9 * i / 300 ? 1.0 : 0).ToArray();
            var sample = Populations.Draw(Designs.Systematic("file"), Frame, 70, (ulong)s + 1);
            if (Estimators.Mean().Estimate(Populations.Score(sample, scores), new()).Interval!.Contains(scores.Average())) held++;
        }
        Assert.InRange(held / (double)draws, 0.93, 0.98);
    }

    private static void Holds(ISamplingDesign design, string estimator, int n, int draws, double least, double most)
    {
        var truth = Scores.Average();
        var held = 0;
        for (var s = 0; s < draws; s++)
        {
            var sample = Populations.Draw(design, Frame, n, (ulong)s + 1);
            if (Estimators.Parse(estimator).Estimate(Populations.Score(sample, Scores), new()).Interval!.Contains(truth)) held++;
        }
        Assert.InRange(held / (double)draws, least, most);
    }
}
