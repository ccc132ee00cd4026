namespace SparseEval.Tests;

/// <summary>Trusted items chosen with chances that follow the judge's doubt.</summary>
public sealed class UnequalTrustedTests(ITestOutputHelper output)
{
    private static readonly double[] Truth = [1, 0, 1, 1, 0, 0.5, 1, 0];
    private static readonly double[] Judge = [1, 0.4, 0.6, 1, 0.5, 0.5, 0.8, 0];
    private static readonly double[] Chance = [0.3, 0.8, 0.8, 0.3, 1, 1, 0.6, 0.25];

    /// <summary>
    /// All samples of 5 of 8 items and all of their Poisson sub-samples, weighted by their probabilities: for a given slope b and centre c, the sum of (1 / n) (b p + c + I (y - b p - c) / q) is unbiased for the full score, and the variance
    /// that TwoPhase composes of the design's own and the second phase's is unbiased for the true one (Sarndal, Swensson and Wretman 1992, 9.3). SEEN TO FAIL with the second phase's part left out: 0.071 for 0.158 and 0.022 for 0.028.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 0.1)]
    public void Over_all_samples_and_all_second_phases_value_and_variance_are_unbiased(double slope, double centre)
    {
        const int N = 8, n = 5;
        var (mean, square, estimated, weightOfAll) = (0.0, 0.0, 0.0, 0.0);
        var firsts = Masks(N).Where(mask => int.PopCount(mask) == n).ToArray();
        foreach (var first in firsts)
        {
            int[] drawn = [.. Enumerable.Range(0, N).Where(i => (first >> i & 1) == 1)];
            foreach (var second in Masks(n))
            {
                int[] graded = [.. Enumerable.Range(0, n).Where(k => (second >> k & 1) == 1)];
                var probability = drawn.Select((i, k) => (second >> k & 1) == 1 ? Chance[i] : 1 - Chance[i]).Aggregate(1.0, (a, b) => a * b) / firsts.Length;
                if (probability == 0) continue;
                var phase = new UnequalPhase([.. graded.Select(_ => 1.0 / n)], [.. graded.Select(k => Chance[drawn[k]])], n);
                double[] residuals = [.. graded.Select(k => Truth[drawn[k]] - slope * Judge[drawn[k]] - centre)];
                var values = drawn.Select(i => slope * Judge[i] + centre).ToArray();
                var value = values.Average() + phase.Sum(residuals);
                for (var k = 0; k < graded.Length; k++) values[graded[k]] += residuals[k] / phase.Chance(k);
                var spread = values.Sum(v => Math.Pow(v - values.Average(), 2)) / (n - 1);
                estimated += probability * ((1 - n / (double)N) / n * spread + n / (double)N * phase.Variances(residuals).Sum());
                mean += probability * value;
                square += probability * value * value;
                weightOfAll += probability;
            }
        }
        Assert.Equal(1, weightOfAll, 12);
        Assert.Equal(Truth.Average(), mean, 12);
        Assert.Equal(square - mean * mean, estimated, 12);
    }

    /// <summary>With equal chances only the number of trusted items is random; given it, value and standard error are about those of a simple random choice.</summary>
    [Fact]
    public void Equal_chances_give_about_the_simple_random_estimate()
    {
        var (benchmark, truth, judge) = JudgeCorrectionTests.Population(2000, 3);
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), new(benchmark), 800, 3);
        var judged = new ScoredSample(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]);
        var trusted = JudgeCorrection.Choose(sample, 200, 3).ToDictionary(i => i, i => truth[i]);
        var (simple, unequal) = (JudgeCorrection.Estimate(judged, trusted), JudgeCorrection.Estimate(judged, trusted, chances: trusted.Keys.ToDictionary(i => i, _ => 0.25)));
        Assert.Equal(simple.Value, unequal.Value, 10);
        Assert.Equal(1, unequal.StandardError!.Value / simple.StandardError!.Value, 0.01);
    }

    [Fact]
    public void Chances_add_up_to_the_number_and_follow_the_doubt()
    {
        var chances = UncertainChoice.Chances([0, 1, 0.5, 0.5, 0.9, 1, 0, 1, 0, 1], 6);
        Assert.Equal(6, chances.Sum(), 10);
        Assert.Equal([1, 1], chances[2..4]);
        Assert.True(chances[4] > chances[0] && chances[0] > 0);
        Assert.All(UncertainChoice.Chances([0, 1, 1, 0], 3), q => Assert.Equal(0.75, q, 12));
    }

    [Fact]
    public void A_chance_that_is_missing_or_impossible_is_refused()
    {
        var (benchmark, truth, judge) = JudgeCorrectionTests.Population(50, 2);
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), new(benchmark), 30, 3);
        var judged = new ScoredSample(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]);
        var trusted = sample.Items.Take(6).ToDictionary(i => i.Index, i => truth[i.Index]);
        foreach (var wrong in (double[])[0, 1.5, double.NaN])
            Assert.Contains("no chance", Assert.Throws<SparseEvalException>(() => JudgeCorrection.Estimate(judged, trusted, chances: trusted.Keys.ToDictionary(i => i, _ => wrong))).Message, StringComparison.Ordinal);
        Assert.Contains("no chance", Assert.Throws<SparseEvalException>(() => JudgeCorrection.Estimate(judged, trusted, chances: new Dictionary<int, double>())).Message, StringComparison.Ordinal);
        Assert.Throws<SparseEvalException>(() => JudgeCorrection.ChooseUncertain(judged, 31, 1));
        Assert.Contains("and 24 are not", Assert.Throws<SparseEvalException>(() => JudgeCorrection.Estimate(judged, trusted, chances: trusted.Keys.ToDictionary(i => i, _ => 1.0))).Message, StringComparison.Ordinal);
    }

    // Seen to fail with degrees of freedom of 0 / 0, which ended in an arithmetic error.
    [Theory, InlineData(true), InlineData(false)]
    public void Where_every_item_has_a_trusted_grade_the_value_is_exact(bool chances)
    {
        var (benchmark, truth, judge) = JudgeCorrectionTests.Population(50, 2);
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), new(benchmark), 50, 3);
        var all = Enumerable.Range(0, 50).ToDictionary(i => i, i => truth[i]);
        var estimate = JudgeCorrection.Estimate(new(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]), all, chances: chances ? all.Keys.ToDictionary(i => i, _ => 1.0) : null);
        Assert.Equal(truth.Average(), estimate.Value, 12);
        Assert.Equal((0.0, 0.0, double.PositiveInfinity), (Math.Round(estimate.Interval!.HalfWidth, 12), estimate.StandardError!.Value, estimate.DegreesOfFreedom!.Value));
    }

    /// <summary>
    /// 800 draws of both phases cover the trusted full score as promised, whether doubt tells where the judge errs or not.
    /// SEEN TO FAIL for the first two judges: with chances taken for equal ones in the estimate (the mistake of grading doubtful items and correcting as if they were any) it covers in 8 of 800 for the judge that knows its doubt and in 734 for the one that is too kind in the middle (768 for the third, which cannot tell).
    /// </summary>
    [Theory, InlineData("knows its doubt"), InlineData("too kind in the middle"), InlineData("errs where it is sure")]
    public void The_interval_covers_where_doubtful_items_are_graded_more_often(string kind)
    {
        var random = new Random(5);
        var (judge, truth) = Judged(kind, random);
        var frame = new SamplingFrame(Populations.Benchmark(1500));
        var (covered, width, simple) = (0, 0.0, 0.0);
        const int Draws = 800;
        for (var seed = 0; seed < Draws; seed++)
        {
            var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), frame, 500, (ulong)seed);
            var judged = new ScoredSample(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]);
            var chosen = JudgeCorrection.ChooseUncertain(judged, 150, (ulong)seed);
            var estimate = JudgeCorrection.Estimate(judged, chosen.ToDictionary(c => c.Item, c => truth[c.Item]), chances: chosen.ToDictionary(c => c.Item, c => c.Chance));
            if (estimate.Interval!.Contains(truth.Average())) covered++;
            width += estimate.Interval.HalfWidth / Draws;
            simple += JudgeCorrection.Estimate(judged, JudgeCorrection.Choose(sample, 150, (ulong)seed).ToDictionary(i => i, i => truth[i])).Interval!.HalfWidth / Draws;
        }
        output.WriteLine($"{kind}: {covered} of {Draws} covered, half-width {width:0.0000}, {width / simple:0.00} of a simple random choice's");
        Assert.InRange(covered / (double)Draws, 0.93, 0.985);
        if (kind == "knows its doubt") Assert.True(width < 0.97 * simple, $"half-width {width:0.0000} against {simple:0.0000}");
    }

    private static (double[] Judge, double[] Truth) Judged(string kind, Random random)
    {
        // Sure of seven items in ten, in between of the others.
        double[] judge = [.. Enumerable.Range(0, 1500).Select(_ => kind == "too kind in the middle" ? random.NextDouble() : random.NextDouble() is < 0.7 and var u ? (u < 0.4 ? 1 : 0) : 0.5)];
        return (judge, Array.ConvertAll(judge, p => random.NextDouble() < Rate(kind, p) ? 1.0 : 0.0));
    }

    private static double Rate(string kind, double p) => kind switch
    {
        "knows its doubt" => p == 0.5 ? 0.15 : p,
        "too kind in the middle" => p * p,
        _ => p == 0.5 ? 0.5 : 0.15 + 0.7 * p,
    };

    private static IEnumerable<int> Masks(int n) => Enumerable.Range(0, 1 << n);
}
