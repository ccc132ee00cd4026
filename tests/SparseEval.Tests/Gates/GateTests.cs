namespace SparseEval.Tests.Gates;

/// <summary>Criteria, fixed samples, streams and families of gates.</summary>
public sealed class GateTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(300);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 12, 4);

    [Theory]
    [InlineData(0.70, 0.80, GateOutcome.Go)]
    [InlineData(0.60, 0.6999, GateOutcome.NoGo)]
    [InlineData(0.65, 0.75, GateOutcome.Inconclusive)]
    [InlineData(0.60, 0.70, GateOutcome.Inconclusive)]
    [InlineData(0.7, 0.7, GateOutcome.Go)]
    [InlineData(0.69999999999, 0.69999999999, GateOutcome.Go)]
    [InlineData(0.6999, 0.6999, GateOutcome.NoGo)]
    public void A_threshold_is_decided_by_the_whole_interval(double lower, double upper, GateOutcome outcome) =>
        Assert.Equal(outcome, GateCriterion.Threshold(0.7).Decide(new(lower, upper, 0.95, "test")));

    [Fact]
    public void Without_an_interval_nothing_is_decided() => Assert.Equal(GateOutcome.Invalid, GateCriterion.MaxDrop(0.1).Decide(null));

    [Fact]
    public void A_census_decides_each_criterion_by_its_arithmetic()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 300, 1);
        for (var m = 1; m < 12; m++)
        {
            double?[] a = [.. Populations.Row(History, m).Select(y => (double?)y)], b = [.. Populations.Row(History, m - 1).Select(y => (double?)y)];
            var (x, y) = (a.Average()!.Value, b.Average()!.Value);
            Assert.Equal(x >= 0.5 ? GateOutcome.Go : GateOutcome.NoGo, SparseEval.Gates.Of(GateCriterion.Threshold(0.5), sample, a).Outcome);
            Assert.Equal(x - y >= -0.05 - 1e-9 ? GateOutcome.Go : GateOutcome.NoGo, SparseEval.Gates.Of(GateCriterion.MaxDrop(0.05), sample, a, b).Outcome);
            var relative = SparseEval.Gates.Of(GateCriterion.MaxRelativeDrop(0.1), sample, a, b);
            Assert.Equal(x >= 0.9 * y ? GateOutcome.Go : GateOutcome.NoGo, relative.Outcome);
            Assert.Equal(x - 0.9 * y, relative.Value!.Value, 9);
        }
    }

    [Fact]
    public void A_sample_and_a_stream_are_held_to_the_intervals_that_they_have_elsewhere()
    {
        var sample = Populations.Draw(Designs.Stratified("family"), new(Benchmark), 90, 3);
        IReadOnlyList<double?> Of(int model) => [.. sample.Items.Select(i => History[model, i.Index])];
        Assert.Equal(Estimators.Mean().Estimate(new(sample, Of(3)), new()).Interval, SparseEval.Gates.Of(GateCriterion.Threshold(0.4), sample, Of(3)).Interval);
        var (pair, gate) = (ModelComparison.Paired(sample, Of(3), Of(4)), SparseEval.Gates.Of(GateCriterion.MaxDrop(0.02), sample, Of(3), Of(4)));
        Assert.Equal((pair.Interval!.Lower, pair.Interval.Upper), (gate.Interval!.Lower, gate.Interval.Upper));
        var (direct, watched) = (ConfidenceSequences.Betting().Begin(new() { Frame = new(Benchmark) }), SparseEval.Gates.Watch(GateCriterion.Threshold(0.5), ConfidenceSequences.Betting(), new() { Frame = new(Benchmark) }));
        foreach (var item in RandomOrder.Of(new(Benchmark), 5).Take(60))
        {
            direct.Add(item, History[2, item]!.Value);
            watched.Add(item, History[2, item]!.Value, 1);
        }
        Assert.Equal(direct.Interval, watched.Interval);
    }

    [Fact]
    public void A_stricter_relative_drop_lies_between_a_threshold_and_a_drop()
    {
        foreach (var share in new[] { 0.0, 0.3, 0.9 })
        {
            var run = ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = new(Benchmark) }, 1 - share);
            foreach (var item in RandomOrder.Of(new(Benchmark), 5)) run.Add(item, History[2, item]!.Value, History[3, item]!.Value);
            Assert.Equal(Populations.Row(History, 2).Average() - (1 - share) * Populations.Row(History, 3).Average(), run.Value, 9);
            Assert.True(run.Interval.Contains(run.Value));
        }
        Assert.Throws<SparseEvalException>(() => ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = new(Benchmark) }, 1.1));
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Assert.Throws<SparseEvalException>(() => GateCriterion.Threshold(double.NaN));
        Assert.Throws<SparseEvalException>(() => GateCriterion.MaxDrop(1));
        Assert.Throws<SparseEvalException>(() => GateCriterion.MaxRelativeDrop(-0.1));
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 30, 1);
        Assert.Contains("baseline", Assert.Throws<SparseEvalException>(() => SparseEval.Gates.Of(GateCriterion.MaxDrop(0.1), sample, new double?[30])).Message, StringComparison.Ordinal);
        Assert.Throws<SparseEvalException>(() => GateFamily.Decide([], 0, GateMultiplicity.Holm));
    }

    [Fact]
    public void Items_without_a_score_of_one_of_the_two_are_left_out_and_told()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 60, 3);
        double?[] a = [.. sample.Items.Select((item, i) => i < 2 ? null : History[1, item.Index])], b = [.. sample.Items.Select(item => History[2, item.Index])];
        var gate = SparseEval.Gates.Of(GateCriterion.MaxDrop(0.1), sample, a, b);
        Assert.Equal(58, gate.Items);
        Assert.Contains(gate.Diagnostics, d => d.Code == "SPE0027");
    }

    /// <summary>Claims with p-values 1 to 1 are Holm's own: reference R's p.adjust by MultipleComparisons.Holm, which equals it.</summary>
    [Theory, InlineData(GateOutcome.Go), InlineData(GateOutcome.NoGo)]
    public void A_family_claims_what_Holm_claims(GateOutcome claim)
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var p = Enumerable.Range(0, 6).Select(_ => Math.Pow(random.NextDouble(), 3)).ToArray();
            var decided = GateFamily.Decide([.. p.Select(x => (Func<double, GateDecision>)(alpha => Decision(x <= alpha ? claim : GateOutcome.Inconclusive)))], 0.1, GateMultiplicity.Holm);
            Assert.Equal(MultipleComparisons.Holm(p).Select(x => x <= 0.1), decided.Select(d => d.Decision.Outcome == claim));
            var bonferroni = GateFamily.Decide([.. p.Select(x => (Func<double, GateDecision>)(alpha => Decision(x <= alpha ? claim : GateOutcome.Inconclusive)))], 0.1, GateMultiplicity.Bonferroni);
            Assert.Equal(p.Select(x => x <= 0.1 / 6), bonferroni.Select(d => d.Decision.Outcome == claim));
        }
    }

    private static GateDecision Decision(GateOutcome outcome) => new() { Criterion = GateCriterion.Threshold(0.5), Outcome = outcome, Value = null, Interval = null, Items = 0, Population = 0, Diagnostics = [] };
}
