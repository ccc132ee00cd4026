using System.Globalization;

namespace SparseEval.Tests;

/// <summary>Pairs, many models, power. Numbers of R are in tests/reference/intervals.txt.</summary>
public sealed class ComparisonTests
{
    private static readonly Dictionary<string, double[]> R = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "intervals.txt")).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(w => w[0], w => w.Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    private static readonly double[] P = [0.001, 0.011, 0.02, 0.021, 0.04, 0.3, 0.7, 0.012];
    private static readonly Benchmark Benchmark = Populations.Benchmark(300);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 12, 4);

    [Fact]
    public void Holm_and_Benjamini_Hochberg_equal_R_p_adjust()
    {
        Assert.Equal(R["holm"], MultipleComparisons.Holm(P).Select(p => Math.Round(p, 9)));
        Assert.Equal(R["bh"].Select(p => Math.Round(p, 9)), MultipleComparisons.BenjaminiHochberg(P).Select(p => Math.Round(p, 9)));
        Assert.Throws<SparseEvalException>(() => MultipleComparisons.Holm([0.1, double.NaN]));
    }

    [Theory, InlineData("mcnemar-9-3", 9, 3), InlineData("mcnemar-40-21", 21, 40), InlineData("mcnemar-5-5", 5, 5)]
    public void McNemar_equals_R_binom_test(string line, int better, int worse) => Assert.Equal(R[line][0], PairTests.McNemar(better, worse), 9);

    [Fact]
    public void A_pair_is_the_difference_of_the_two_estimates_with_the_paired_error()
    {
        var sample = Populations.Draw(Designs.Stratified("family"), new(Benchmark), 90, 3);
        var (a, b) = (Of(sample, 0), Of(sample, 1));
        var pair = ModelComparison.Paired(sample, a, b);
        var (x, y) = (Estimators.Mean().Estimate(new(sample, a), new()), Estimators.Mean().Estimate(new(sample, b), new()));
        Assert.Equal(x.Value - y.Value, pair.Difference, 12);
        Assert.All(pair.Influence, z => Assert.Equal(x.Influence[z.Key] - y.Influence[z.Key], z.Value, 12));
        Assert.InRange(pair.StandardError!.Value, 0, Math.Sqrt(Math.Pow(x.StandardError!.Value, 2) + Math.Pow(y.StandardError!.Value, 2)) - 1e-6);
        Assert.Equal(90, pair.Items.Better + pair.Items.Worse + pair.Items.Equal);
        Assert.NotNull(pair.McNemarPValue);
        Assert.True(pair.Interval!.Contains(pair.Difference));
    }

    [Fact]
    public void A_model_is_no_different_from_itself_and_swapping_turns_the_sign()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark, History), 60, 3);
        var same = ModelComparison.Paired(sample, Of(sample, 2), Of(sample, 2));
        Assert.Equal((0.0, 1.0, 1.0), (same.Difference, same.PValue, same.McNemarPValue));
        foreach (var estimator in new[] { Estimators.Mean(), Estimators.Regression() })
        {
            var (one, two) = (ModelComparison.Paired(sample, Of(sample, 0), Of(sample, 1), estimator), ModelComparison.Paired(sample, Of(sample, 1), Of(sample, 0), estimator));
            Assert.Equal(one.Difference, -two.Difference, 9);
            Assert.Equal(one.Interval!.Lower, -two.Interval!.Upper, 9);
        }
    }

    [Fact]
    public void Items_of_one_model_alone_are_left_out_and_told()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 60, 3);
        var pair = ModelComparison.Paired(sample, [.. Of(sample, 0).Select((y, i) => i < 4 ? null : y)], [.. Of(sample, 1).Select((y, i) => i is 0 or 9 ? null : y)]);
        Assert.Contains(pair.Diagnostics, d => d.Code == "SPE0027" && d.Message.StartsWith("4 items", StringComparison.Ordinal));
        Assert.Equal(55, pair.Items.Better + pair.Items.Worse + pair.Items.Equal);
    }

    // Planted: the half-width of (d + 1) / 2 in place of the difference's: coverage 70 %.
    [Theory, InlineData("mean"), InlineData("regression")]
    public void Intervals_of_differences_hold(string estimator)
    {
        var frame = new SamplingFrame(Benchmark, History.SelectModels([.. Enumerable.Range(2, 10)]));
        var (a, b) = (Populations.Row(History, 0), Populations.Row(History, 1));
        var truth = a.Average() - b.Average();
        var held = Enumerable.Range(1, 500).Count(s =>
        {
            var sample = Populations.Draw(Designs.SimpleRandom(), frame, 60, (ulong)s);
            return ModelComparison.Paired(sample, Of(sample, 0), Of(sample, 1), Estimators.Parse(estimator)).Interval!.Contains(truth);
        });
        Assert.InRange(held / 500.0, 0.93, 0.985);
    }

    // Ten models, 45 pairs, level 70 %. Planted: unadjusted p-values for the ranks: some rank wrong in 40 % of samples.
    [Fact]
    public void Rank_intervals_hold_together_and_say_something()
    {
        var models = Enumerable.Range(0, 10).Select(m => Populations.Row(History, m)).ToArray();
        var truth = models.Select(m => m.Average()).ToArray();
        var (wrong, width) = (0, 0.0);
        for (var s = 1; s <= 200; s++)
        {
            var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 100, (ulong)s);
            var ranking = ModelComparison.Ranking(sample, [.. Enumerable.Range(0, 10).Select(m => Of(sample, m))], options: new() { Confidence = 0.7 });
            wrong += Enumerable.Range(0, 10).Any(m => ranking.Ranks[m].Best > truth.Count(t => t > truth[m] + 1e-9) + 1 || ranking.Ranks[m].Worst < 10 - truth.Count(t => t < truth[m] - 1e-9)) ? 1 : 0;
            width += ranking.Ranks.Average(r => r.Worst - r.Best);
        }
        Assert.InRange(wrong / 200.0, 0, 0.12);
        Assert.InRange(width / 200, 0.5, 6);
    }

    // Planted: 1/n without - 1/N: power 0.90. Planted: the one-sided level: 0.68.
    [Fact]
    public void The_detectable_difference_is_detected_with_the_wanted_power()
    {
        var random = new Random(3);
        var noise = Enumerable.Range(0, 1000).Select(_ => random.NextDouble() < 0.3 ? random.NextDouble() < 0.5 ? 0.9 : -0.9 : 0.0).ToArray();
        var mean = noise.Average();
        var power = new PairedPower(1000, noise.Sum(d => (d - mean) * (d - mean)) / 999);
        var difference = power.MinimumDetectableDifference(300);
        Assert.Equal(300, power.ItemsFor(difference + 1e-9), 1.0);
        var benchmark = Populations.Benchmark(1000);
        var found = Enumerable.Range(1, 400).Count(s =>
        {
            var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark), 300, (ulong)s);
            var halves = sample.Items.Select(i => (double?)(0.5 + (noise[i.Index] - mean + difference) / 4)).ToArray();
            return ModelComparison.Paired(sample, halves, [.. halves.Select(_ => (double?)0.5)]).PValue <= 0.05;
        });
        Assert.InRange(found / 400.0, 0.76, 0.85);
    }

    [Fact]
    public void Power_comes_near_the_normal_theory_number_and_refuses_what_is_out_of_range()
    {
        Assert.InRange(new PairedPower(1_000_000_000, 0.3).ItemsFor(0.02), R["power-normal-n"][0], R["power-normal-n"][0] + 4);
        Assert.Equal(0, new PairedPower(500, 0.3).MinimumDetectableDifference(500));
        Assert.Throws<SparseEvalException>(() => new PairedPower(500, 1.5).ItemsFor(0.02));
        Assert.Equal(new PairedPower(20, 1).MinimumDetectableDifference(10) * Math.Sqrt(20.0 / 19), new PairedPower(20, 20.0 / 19).MinimumDetectableDifference(10), 12);
        Assert.Throws<SparseEvalException>(() => new PairedPower(20, 20.001 / 19).ItemsFor(0.02));
        Assert.Throws<SparseEvalException>(() => new PairedPower(500, 0.3).ItemsFor(0));
        Assert.Throws<SparseEvalException>(() => new PairedPower(500, 0.3).MinimumDetectableDifference(501));
    }

    [Fact]
    public void The_variance_of_differences_is_that_of_past_pairs()
    {
        var variance = DifferenceVariance.Of(History, 1);
        Assert.Equal(66, variance.Pairs);
        var (a, b) = (Populations.Row(History, 0), Populations.Row(History, 1));
        Assert.InRange(variance.Median, 0.15, 0.6);
        Assert.True(variance.Percentile90 >= variance.Median && a.Length == b.Length);
        Assert.Throws<SparseEvalException>(() => DifferenceVariance.Of(History.SelectModels([0])));
    }

    // Planted: a decision at 0 in place of the margin: 94-96 % wrong.
    [Theory, InlineData("betting"), InlineData("betting-predictions"), InlineData("group-sequential")]
    public void Sequential_decisions_at_a_margin_are_rarely_wrong(string name)
    {
        var frame = new SamplingFrame(Benchmark, History.SelectModels([.. Enumerable.Range(2, 10)]));
        var plan = new SequencePlan { Frame = frame, Factors = ItemFactors.Of(frame.History!), Confidence = 0.9 };
        var (a, b) = (Populations.Row(History, 0), Populations.Row(History, 1));
        var truth = a.Average() - b.Average();
        var rule = StoppingRules.Baseline(Math.Abs(truth) + 0.02);
        var outcomes = Enumerable.Range(1, 100).Select(s =>
        {
            var run = ModelComparison.Sequential(ConfidenceSequences.Parse(name), plan);
            foreach (var i in Enumerable.Range(0, 300).OrderBy(i => PermanentRandomNumber.Of((ulong)s, $"i{i}")))
            {
                run.Add(i, a[i], b[i]);
                if (run.Count % 15 == 0 && rule.Ask(run.State) is { } verdict) return (verdict.Outcome, run.Count);
            }
            return ("none", 300);
        }).ToList();
        Assert.InRange(outcomes.Count(o => o.Item1 != "equivalent") / 100.0, 0, 0.1);
        Assert.InRange(outcomes.Average(o => o.Item2), 20, 299);
    }

    private static double?[] Of(Sample sample, int model) => [.. sample.Items.Select(i => History[model, i.Index])];

    // Ten questions a passage, correlation 0.3 within passages. Seen to fail with the field left out: 71 % held.
    [Fact]
    public void Passages_whose_questions_share_luck_are_the_units_of_questions_like_these()
    {
        var benchmark = new Benchmark("passages", [.. Enumerable.Range(0, 400).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["passage"] = $"p{i / 10}" }))]);
        var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark), 400, 1);
        var (random, held) = (new Random(5), 0);
        for (var k = 0; k < 800; k++)
        {
            double?[] a = [.. sample.Items.Select(_ => (double?)0)];
            for (var p = 0; p < 40; p++)
            {
                var share = Beta(random);
                for (var i = 0; i < 10; i++) a[10 * p + i] = random.NextDouble() < share ? 1 : 0;
            }
            var paired = ModelComparison.Paired(sample, a, [.. a.Select(_ => (double?)0.5)], options: new() { Target = InferenceTarget.Superpopulation, ClusterField = "passage" });
            if (paired.Interval!.Lower <= 0 && paired.Interval.Upper >= 0) held++;
        }
        // Counted singly, questions of one passage would hold about 69 %; the two parts of the interval are a little cautious together.
        Assert.InRange(held / 800.0, 0.925, 0.99);

        // Mean 1/2 and correlation 1 / (a + b + 1) = 0.3 of Beta(7/6, 7/6), by rejection.
        static double Beta(Random random)
        {
            while (true)
            {
                var x = random.NextDouble();
                if (random.NextDouble() < Math.Pow(4 * x * (1 - x), 1 / 6.0)) return x;
            }
        }
    }
}
