namespace SparseEval.Tests.Gates;

/// <summary>A claim holds whatever the missing scores are.</summary>
public sealed class MissingScoreTests
{
    private const int Items = 1000;

    private static readonly SamplingFrame Frame = new(Populations.Benchmark(Items));

    /// <summary>The model fails 49 items that the baseline solves, and times out on them: 0.049 worse.</summary>
    private static double?[] Model(Func<int, double?> failed) => [.. Enumerable.Range(0, Items).Select(i => i < 49 ? failed(i) : i % 3 == 0 ? 0.0 : 1.0)];

    private static readonly double?[] Baseline = [.. Enumerable.Range(0, Items).Select(i => (double?)(i >= 49 && i % 3 == 0 ? 0 : 1))];

    // Seen to fail with missing scores left out: GO.
    [Fact]
    public void A_model_that_times_out_on_what_it_would_fail_is_not_passed()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, Items, 1);
        var (criterion, model) = (GateCriterion.MaxDrop(0.02), Model(_ => null));
        var gate = SparseEval.Gates.Of(criterion, sample, model, Baseline);
        Assert.Equal(GateOutcome.Inconclusive, gate.Outcome);
        Assert.Equal((-0.049, 49), (gate.AtWorst!.Lower, Items - gate.Items), Near);
        Assert.True(gate.AtWorst.Upper >= 0);
        Assert.Equal(gate.AtWorst, gate.Interval);
        Assert.Contains(gate.Diagnostics, d => d.Code == "SPE0074");
        var random = SparseEval.Gates.Of(criterion with { MissingAtRandom = true }, sample, model, Baseline);
        Assert.Equal((GateOutcome.Go, random.AtRandom), (random.Outcome, random.Interval));
        Assert.Equal(GateOutcome.NoGo, SparseEval.Gates.Of(criterion, sample, Model(_ => 0), Baseline).Outcome);
        Assert.Equal(GateOutcome.Inconclusive, SparseEval.Gates.Of(GateCriterion.Threshold(0.65), sample, model).Outcome);
    }

    // Seen to fail with the ends of the two fillings swapped, and with the items before the first missing one forgotten.
    [Theory, InlineData(0), InlineData(1)]
    public void A_stream_counts_them_from_the_first_on(int share)
    {
        var (low, high) = (ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = Frame }, share), ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = Frame }, share));
        var run = ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = Frame }, share);
        foreach (var item in RandomOrder.Of(Frame, 3).Take(400))
        {
            double? a = item % 31 == 5 ? null : item % 3 == 0 ? 0 : 1, b = item % 37 == 7 ? null : item % 2;
            run.Take(item, a, share == 0 ? 0 : b);
            low.Add(item, a ?? 0, b ?? 1);
            high.Add(item, a ?? 1, b ?? 0);
        }
        Assert.True(run.Missing > 5);
        Assert.Equal(low.Interval.Lower, run.AtWorst.Lower, 12);
        Assert.Equal(high.Interval.Upper, run.AtWorst.Upper, 12);
        Assert.True(run.AtWorst.Lower < run.Interval.Lower && run.AtWorst.Upper > run.Interval.Upper);
        Assert.Equal(run.AtWorst, SparseEval.Gates.Of(GateCriterion.MaxDrop(0.1), run, Items).Interval);
    }

    /// <summary>
    /// Of 20 items a model times out on one, which it would fail, and fails six or one of the others: GO at a threshold just above its score is wrong in 3 % of draws and in 1.7 %. Seen to fail with missing scores left out (18 and
    /// 73 %) and, for an estimate that is there, with the luck of how many are missing left out (4.7 % with one; with six it is small beside the rest, 3.3 %).
    /// </summary>
    [Theory, InlineData(false, 6), InlineData(true, 6), InlineData(false, 1), InlineData(true, 1)]
    public void A_wrong_go_stays_rare_when_what_fails_is_missing(bool estimate, int failed)
    {
        const int Draws = 3000;
        var scores = Enumerable.Range(0, Items).Select(i => i % 20 == 0 ? (double?)null : i % 20 <= failed ? 0 : 1).ToArray();
        var truth = scores.Average(y => y ?? 0);
        var criterion = GateCriterion.Threshold(truth + 1e-6);
        var wrong = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 200, (ulong)draw);
            IReadOnlyList<double?> seen = [.. sample.Items.Select(item => scores[item.Index])];
            var missing = seen.Count(y => y is null);
            var gate = estimate ? SparseEval.Gates.Of(criterion, Estimators.Mean().Estimate(new(sample, seen), new()), missing, missing / 200.0) : SparseEval.Gates.Of(criterion, sample, seen);
            if (gate.Outcome == GateOutcome.Go) wrong++;
        }
        Assert.InRange(wrong / (double)Draws, 0.005, 0.036);
    }

    [Fact]
    public void A_census_with_missing_scores_is_bounded_by_arithmetic()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, Items, 1);
        var model = Model(i => i < 20 ? null : 0);
        var own = SparseEval.Gates.Of(GateCriterion.Threshold(0.5), Estimators.Mean().Estimate(new(sample, model), new()), 20, 0.02);
        var sum = model.Sum(y => y ?? 0) / Items;
        Assert.True(own.AtWorst!.Lower <= sum && own.AtWorst.Upper >= sum + 0.02);
        Assert.Throws<SparseEvalException>(() => SparseEval.Gates.Of(GateCriterion.MaxDrop(0.1), Estimators.Mean().Estimate(new(sample, model), new())));
    }

    private static bool Near((double Value, int Items) a, (double Value, int Items) b) => Math.Abs(a.Value - b.Value) < 1e-9 && a.Items == b.Items;
}
