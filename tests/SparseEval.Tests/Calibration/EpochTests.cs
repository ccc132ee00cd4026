using System.Globalization;

namespace SparseEval.Tests.Calibration;

/// <summary>Several epochs an item: R's two-stage numbers, all samples and outcomes of a tiny benchmark, coverage, and what is refused.</summary>
public sealed class EpochTests
{
    private static readonly int[] Pick = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    private static readonly EstimationOptions Expected = new() { Target = InferenceTarget.ExpectedScore };

    [Theory, InlineData("srs"), InlineData("stratified")]
    public void Two_stages_equal_R_survey(string line)
    {
        var numbers = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "epochs.txt")).Single(l => l.StartsWith(line, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var strata = line != "srs";
        var sample = new Sample
        {
            Frame = new(Populations.Benchmark(60)),
            Design = "as in R",
            Seed = 0,
            Items = [.. Pick.Select(i => new SampledItem(i, !strata || i < 10 ? 0 : i < 30 ? 1 : 2, 1 / 3.0))],
            Strata = strata ? [new("a", 10, 4), new("b", 20, 6), new("c", 30, 10)] : [new("all", 60, 20)],
        };
        var estimate = Estimators.Mean().Estimate(ScoredSample.OfEpochs(sample, [.. Pick.Select(i => (IReadOnlyList<double?>)[.. Enumerable.Range(1, 2 + i % 2).Select(e => (double?)((i * 7 + e * 5) % 11 / 11.0))])]), Expected);
        Assert.Equal(numbers[0], estimate.Value, 10);
        Assert.Equal(numbers[1], estimate.StandardError!.Value, 10);
    }

    // 6 samples of 2 from 4 items, 16 outcomes of 2 epochs each. Seen to fail without the part within items (.67 of the variance).
    [Fact]
    public void The_expected_score_is_unbiased_with_an_unbiased_variance()
    {
        double[] rates = [0.9, 0.5, 0.2, 0.7];
        var frame = new SamplingFrame(Populations.Benchmark(4));
        var (mean, square, variance, truth) = (0.0, 0.0, 0.0, rates.Average());
        for (var a = 0; a < 4; a++)
            for (var b = a + 1; b < 4; b++)
                for (var outcome = 0; outcome < 16; outcome++)
                {
                    var bits = Enumerable.Range(0, 4).Select(k => outcome >> k & 1).ToArray();
                    var chance = bits.Select((y, k) => y == 1 ? rates[k < 2 ? a : b] : 1 - rates[k < 2 ? a : b]).Aggregate(1 / 6.0, (p, q) => p * q);
                    var sample = new Sample { Frame = frame, Design = "all", Seed = 0, Items = [new(a, 0, 0.5), new(b, 0, 0.5)], Strata = [new("all", 4, 2)] };
                    var estimate = Estimators.Mean().Estimate(ScoredSample.OfEpochs(sample, [[bits[0], bits[1]], [bits[2], bits[3]]]), Expected);
                    mean += chance * estimate.Value;
                    square += chance * Math.Pow(estimate.Value - truth, 2);
                    variance += chance * Math.Pow(estimate.StandardError!.Value, 2);
                }
        Assert.Equal(truth, mean, 12);
        Assert.Equal(square, variance, 12);
    }

    // With wald-t. Planted: no part within items: 72 to 76 %.
    [Theory, InlineData("simple-random", "mean"), InlineData("stratified", "mean"), InlineData("unequal", "mean"), InlineData("simple-random", "regression"), InlineData("simple-random", "post-stratified")]
    public void Intervals_cover_the_expected_score(string design, string estimator)
    {
        const int draws = 500;
        var benchmark = Populations.Benchmark(200);
        var (frame, held) = (new SamplingFrame(benchmark, Populations.History(benchmark, 12, 5)), 0);
        var rates = Enumerable.Range(0, 200).Select(i => 0.35 + 0.3 * (i * 37 % 200) / 200.0).ToArray();
        for (var s = 1; s <= draws; s++)
        {
            var random = new Random(s);
            var sample = Populations.Draw(Designs.Parse(design, new() { By = "family" }), frame, 140, (ulong)s);
            var scored = ScoredSample.OfEpochs(sample, [.. sample.Items.Select(i => (IReadOnlyList<double?>)[.. Enumerable.Range(0, 2).Select(_ => (double?)(random.NextDouble() < rates[i.Index] ? 1 : 0))])]);
            if (Estimators.Parse(estimator).Estimate(scored, Expected with { Interval = Intervals.WaldT() }).Interval!.Contains(rates.Average())) held++;
        }
        Assert.InRange(held / (double)draws, 0.925, 0.98);
    }

    [Fact]
    public void As_run_the_means_count_as_they_came_and_a_census_leaves_only_the_luck_of_epochs()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Populations.Benchmark(20)), 20, 1);
        var scored = ScoredSample.OfEpochs(sample, [.. Enumerable.Range(0, 20).Select(i => (IReadOnlyList<double?>)(i == 0 ? [1, null] : [i % 2, 1]))]);
        Assert.Equal((0.775, 0), (scored.Scores.Average()!.Value, Estimators.Mean().Estimate(scored, new()).StandardError!.Value));
        var expected = Estimators.Mean().Estimate(scored, Expected);
        Assert.True(expected.StandardError is > 0 && expected.Interval!.HalfWidth > 0);
        var sure = ScoredSample.OfEpochs(sample, [.. Enumerable.Range(0, 20).Select(_ => (IReadOnlyList<double?>)[1, 1])]);
        Assert.True(Estimators.Mean().Estimate(sure, Expected).Interval!.HalfWidth > 0.01);
    }

    [Fact]
    public void The_expected_score_needs_epochs_and_an_estimator_that_knows_them()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Populations.Benchmark(20)), 10, 1);
        var once = new ScoredSample(sample, [.. Enumerable.Range(0, 10).Select(i => (double?)(i % 2))]);
        Assert.Contains("no item has two", Assert.Throws<SparseEvalException>(() => Estimators.Mean().Estimate(once, Expected)).Message, StringComparison.Ordinal);
        Assert.Contains("one model at a time", Assert.Throws<SparseEvalException>(() => Estimators.Mean().EstimateMany(sample, [once.Scores], Expected)).Message, StringComparison.Ordinal);
        Assert.Contains("score 2", Assert.Throws<SparseEvalException>(() => ScoredSample.OfEpochs(sample, [[2], [], [], [], [], [], [], [], [], []])).Message, StringComparison.Ordinal);
    }
}
