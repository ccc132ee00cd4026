namespace SparseEval.Tests.Contracts;

/// <summary>What every confidence sequence and stopping rule of the catalogs must keep.</summary>
public sealed class SequenceContractTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(150);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 9, seed: 3);
    private static readonly double[] Scores = Populations.Row(History, 8);
    private static readonly SequencePlan Plan = new() { Frame = new(Benchmark, History.SelectModels([.. Enumerable.Range(0, 8)])), HalfWidth = 0.05 };

    public static TheoryData<string> Names() => [.. ConfidenceSequences.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void It_never_grows_keeps_to_what_is_possible_and_ends_exact(string name)
    {
        var run = ConfidenceSequences.Parse(name).Begin(Plan);
        var (before, known) = (run.Interval, 0.0);
        Assert.Equal((0.0, 1.0, name), (before.Lower, before.Upper, before.Kind));
        var count = 0;
        foreach (var item in Order(3))
        {
            run.Add(item, Scores[item]);
            known += Scores[item] / 150;
            count++;
            var now = run.Interval;
            Assert.True(now.Lower >= before.Lower - 1e-12 && now.Upper <= before.Upper + 1e-12);
            Assert.InRange(now.Lower, known - 1e-9, known + (150 - count) / 150.0 + 1e-9);
            Assert.InRange(now.Upper, known - 1e-9, known + (150 - count) / 150.0 + 1e-9);
            before = now;
        }
        Assert.Equal(Scores.Average(), run.Value, 9);
        Assert.Equal(0, run.Interval.HalfWidth, 6);
        Assert.Equal(150, run.Count);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_stricter_level_is_wider(string name)
    {
        var (loose, strict) = (ConfidenceSequences.Parse(name).Begin(Plan with { Confidence = 0.8 }), ConfidenceSequences.Parse(name).Begin(Plan with { Confidence = 0.99 }));
        foreach (var item in Order(4).Take(80))
        {
            loose.Add(item, Scores[item]);
            strict.Add(item, Scores[item]);
        }
        Assert.True(strict.Interval.HalfWidth > loose.Interval.HalfWidth);
        if (name != "group-sequential") Assert.Equal(strict.Value, loose.Value);
    }

    [Theory, MemberData(nameof(Names))]
    public void Items_that_come_twice_and_scores_out_of_range_are_refused(string name)
    {
        var run = ConfidenceSequences.Parse(name).Begin(Plan);
        run.Add(5, 1);
        Assert.Contains("came before", Assert.Throws<SparseEvalException>(() => run.Add(5, 1)).Message);
        Assert.Throws<SparseEvalException>(() => run.Add(150, 1));
        Assert.Throws<SparseEvalException>(() => run.Add(6, 1.2));
        Assert.Throws<SparseEvalException>(() => run.Add(6, double.NaN));
        Assert.Equal(1, run.Count);
    }

    [Fact]
    public void Predictions_need_a_history() => Assert.Contains("history", Assert.Throws<SparseEvalException>(
        () => ConfidenceSequences.BettingWithPredictions().Begin(new() { Frame = new(Benchmark) })).Message);

    [Fact]
    public void An_asymptotic_sequence_says_so()
    {
        Assert.False(ConfidenceSequences.GroupSequential().IsExact);
        Assert.Contains(ConfidenceSequences.GroupSequential().Begin(Plan).Diagnostics, d => d.Code == "SPE0026");
    }

    [Theory, InlineData("half-width", 0.5), InlineData("threshold", 1.1), InlineData("baseline", 0), InlineData("items", 2.5), InlineData("items", 0), InlineData("nothing", 1)]
    public void Rules_refuse_numbers_out_of_range(string name, double number) => Assert.Throws<SparseEvalException>(() => StoppingRules.Parse(name, number));

    [Theory]
    [InlineData("half-width", 0.05, 0.40, 0.49, "reached"), InlineData("half-width", 0.05, 0.40, 0.51, null)]
    [InlineData("threshold", 0.5, 0.51, 0.60, "above"), InlineData("threshold", 0.5, 0.40, 0.49, "below"), InlineData("threshold", 0.5, 0.45, 0.55, null)]
    [InlineData("baseline", 0.02, 0.03, 0.10, "better"), InlineData("baseline", 0.02, -0.10, -0.03, "worse"), InlineData("baseline", 0.02, -0.01, 0.02, "equivalent")]
    [InlineData("baseline", 0.02, 0.01, 0.10, null), InlineData("items", 10, 0.0, 1.0, "budget"), InlineData("items", 11, 0.0, 1.0, null)]
    public void Rules_decide_by_the_interval_alone(string name, double number, double lower, double upper, string? outcome) =>
        Assert.Equal(outcome, StoppingRules.Parse(name, number).Ask(new(new(lower, upper, 0.95, "betting"), (lower + upper) / 2, 10, 100))?.Outcome);

    private static IEnumerable<int> Order(ulong seed) => Enumerable.Range(0, 150).OrderBy(i => PermanentRandomNumber.Of(seed, $"i{i}"));
}
