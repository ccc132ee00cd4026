namespace SparseEval.Tests.Calibration;

/// <summary>Coverage of corrected judges, two-sided, at nominal 95 %.</summary>
public sealed class JudgeCoverageTests
{
    // Planted: second phase left out of the values: 680 of 800 at 100 judged; its finite population correction taken as the first's: 681 at 300 judged; no unseen disagreement: 708 at 1600 judged.
    [Theory]
    [InlineData(400, 300, 60, 0.2)]
    [InlineData(400, 100, 40, 0.2)]
    [InlineData(2000, 400, 50, 0.03)]
    [InlineData(2000, 400, 50, 0.0)]
    [InlineData(2000, 1600, 50, 0.05)]
    [InlineData(300, 300, 60, 0.2)]
    public void A_corrected_judge_covers_the_trusted_full_score(int all, int judged, int trusted, double wrong)
    {
        var (benchmark, truth, judge) = JudgeCorrectionTests.Population(all, 7, wrong);
        var frame = new SamplingFrame(benchmark);
        var covered = 0;
        const int Draws = 800;
        for (var seed = 0; seed < Draws; seed++)
        {
            var sample = OneShotPass.SampleOf(Designs.Stratified("family"), frame, judged, (ulong)seed);
            var second = JudgeCorrection.Choose(sample, trusted, (ulong)seed);
            var estimate = JudgeCorrection.Estimate(new(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]), second.ToDictionary(i => i, i => truth[i]));
            if (estimate.Interval!.Contains(truth.Average())) covered++;
        }
        Assert.True(covered / (double)Draws >= 0.93 && covered <= (wrong == 0 ? 1 : 0.995) * Draws, $"{covered} of {Draws} covered");
    }

    // Every second phase of 400 judged items, without simulation. Seen to fail with Student's t and one unseen disagreement: 90 to 94.96 %.
    [Theory, InlineData(30), InlineData(50), InlineData(100), InlineData(200)]
    public void Rare_mistakes_of_one_kind_are_not_overlooked(int trusted)
    {
        foreach (var right in new[] { 280, 380 })
            foreach (var wrong in new[] { 4, 8, 20, 80 })
                foreach (var kind in new[] { true, false }.Where(kind => wrong <= (kind ? 400 - right : right)))
                {
                    // Of the judge and the trusted grader: 11, 10, 01, 00.
                    int[] all = [right - (kind ? 0 : wrong), kind ? wrong : 0, kind ? 0 : wrong, 400 - right - (kind ? wrong : 0)];
                    var covered = Outcomes(all, trusted).Where(o => Interval(all, o.Drawn, 400).Contains(right / 400.0)).Sum(o => o.Probability);
                    Assert.True(covered >= 0.95, $"{covered:0.0000} with {right} right, {wrong} {(kind ? "too kind" : "too strict")}, {trusted} trusted");
                }
    }

    // A judge that calls everything right, and one that errs to both sides: seen to fail with Student's t, 1407 of 1500 (which the first passes).
    [Theory, InlineData(950, 50, 0, 50), InlineData(600, 100, 100, 200)]
    public void Rare_mistakes_are_not_overlooked_where_the_judged_items_are_drawn_too(int agreedRight, int kind, int strict, int trusted)
    {
        int[] all = [agreedRight, kind, strict, 1000 - agreedRight - kind - strict];
        var (random, held) = (new Random(3), 0);
        const int Draws = 1500;
        for (var draw = 0; draw < Draws; draw++)
        {
            var judged = Drawn(all, 300, random);
            if (Interval(judged, Drawn(judged, trusted, random), 1000).Contains((agreedRight + strict) / 1000.0)) held++;
        }
        Assert.True(held >= 0.94 * Draws, $"{held} of {Draws} held");
    }

    /// <summary>Graded scores: a share of answers that deserve nothing and are graded as right. Seen to fail with Student's t: 541 and 557.</summary>
    [Theory, InlineData(0.02, 100), InlineData(0.05, 50)]
    public void Rare_large_mistakes_of_graded_scores_are_not_overlooked(double share, int trusted)
    {
        var random = new Random(7);
        double[] truth = [.. Enumerable.Range(0, 600).Select(_ => Math.Round(4 * Math.Sqrt(random.NextDouble())) / 4)];
        double[] judge = [.. truth];
        for (var i = 0; i < share * 600; i++) (truth[i], judge[i]) = (0, 1);
        var frame = new SamplingFrame(Populations.Benchmark(600));
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), frame, 600, 1);
        var judged = new ScoredSample(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]);
        var held = Enumerable.Range(0, 600).Count(seed =>
            JudgeCorrection.Estimate(judged, JudgeCorrection.Choose(sample, trusted, (ulong)seed).ToDictionary(i => i, i => truth[i])).Interval!.Contains(truth.Average()));
        Assert.True(held >= 0.95 * 600, $"{held} of 600 held");
    }

    // A judge that errs a little everywhere and is now and then far too strict. Seen to fail with parts of y - b p, whose slope below 1 makes all of them positive: 559 and 531 of 600.
    [Theory, InlineData(0.03, 50), InlineData(0.02, 70)]
    public void Rare_large_mistakes_among_small_ones_are_not_overlooked(double share, int trusted)
    {
        var random = new Random(7);
        double[] truth = [.. Enumerable.Range(0, 1000).Select(_ => Math.Sqrt(Math.Sqrt(random.NextDouble())))];
        double[] judge = [.. truth.Select(y => Math.Clamp(y + (0.2 * random.NextDouble()) - 0.1, 0, 1))];
        for (var i = 0; i < share * 1000; i++) (truth[i], judge[i]) = (1, 0);
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), new SamplingFrame(Populations.Benchmark(1000)), 1000, 1);
        var judged = new ScoredSample(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]);
        var held = Enumerable.Range(0, 600).Count(seed =>
            JudgeCorrection.Estimate(judged, JudgeCorrection.Choose(sample, trusted, (ulong)seed).ToDictionary(i => i, i => truth[i])).Interval!.Contains(truth.Average()));
        Assert.True(held >= 0.95 * 600, $"{held} of 600 held");
    }

    [Fact]
    public void What_cannot_be_promised_is_said()
    {
        int[] all = [200, 10, 0, 90];
        Assert.Contains(Estimate(all, [14, 1, 0, 5], 300).Diagnostics, d => d.Code == "SPE0079" && d.Message.Contains("20 trusted grades", StringComparison.Ordinal));
        Assert.DoesNotContain(Estimate(all, [24, 1, 0, 15], 300).Diagnostics, d => d.Code == "SPE0079");
    }

    private static ConfidenceInterval Interval(int[] judged, int[] trusted, int all) => Estimate(judged, trusted, all).Interval!;

    /// <summary>Numbers of each kind among judged and trusted items.</summary>
    private static Estimate Estimate(int[] judged, int[] trusted, int all)
    {
        int[] kinds = [.. judged.SelectMany((count, kind) => Enumerable.Repeat(kind, count))];
        int[] first = [.. judged.Select((_, kind) => judged.Take(kind).Sum())];
        var second = trusted.SelectMany((count, kind) => Enumerable.Range(first[kind], count)).ToArray();
        double[] judge = [.. kinds.Select(kind => kind < 2 ? 1.0 : 0)], truth = [.. kinds.Select(kind => kind % 2 == 0 ? 1.0 : 0)];
        return JudgeCorrectionTests.Estimate(Populations.Benchmark(all), [.. Enumerable.Range(0, kinds.Length)], second, judge, truth);
    }

    private static int[] Drawn(int[] of, int count, Random random)
    {
        int[] kinds = [.. of.SelectMany((number, kind) => Enumerable.Repeat(kind, number))];
        random.Shuffle(kinds);
        return [.. Enumerable.Range(0, 4).Select(kind => kinds.Take(count).Count(k => k == kind))];
    }

    /// <summary>Numbers of each kind among the trusted, where one of the two kinds of mistakes is not there; without those that do not matter.</summary>
    private static IEnumerable<(int[] Drawn, double Probability)> Outcomes(int[] all, int trusted)
    {
        var (wrong, place) = all[1] > 0 ? (all[1], 1) : (all[2], 2);
        var (least, outer) = Hypergeometric.Distribution(all.Sum(), wrong, trusted);
        for (var i = 0; i < outer.Length; i++)
        {
            if (outer[i] < 1e-6) continue;
            var (fewest, inner) = Hypergeometric.Distribution(all[0] + all[3], all[0], trusted - least - i);
            for (var j = 0; j < inner.Length; j++)
            {
                if (outer[i] * inner[j] < 1e-6) continue;
                int[] drawn = [fewest + j, 0, 0, trusted - least - i - fewest - j];
                drawn[place] = least + i;
                yield return (drawn, outer[i] * inner[j]);
            }
        }
    }
}
