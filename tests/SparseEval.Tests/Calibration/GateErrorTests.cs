namespace SparseEval.Tests.Calibration;

/// <summary>How often a gate that stops as soon as it can says what is wrong. Long table: tests/bench/SparseEval.Bench.Sequential, gates.</summary>
public sealed class GateErrorTests
{
    private const double Alpha = 0.2;
    private static readonly Benchmark Benchmark = Populations.Benchmark(300);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 20, 6);

    // At alpha = 0.2. Planted: decided by an interval of confidence 0.05 in the place of 0.8, which is nearly the estimate: 28 to 73 % wrong in 8 of the 12 cases.
    [Theory]
    [InlineData("betting", 0), InlineData("betting", 1), InlineData("betting", 2)]
    [InlineData("betting-predictions", 0), InlineData("betting-predictions", 1), InlineData("betting-predictions", 2)]
    public void A_wrong_GO_is_as_rare_as_stated_however_near_the_criterion(string sequence, int kind) =>
        Assert.InRange(Wrong(sequence, kind, +0.004, GateOutcome.Go), 0, Alpha);

    [Theory]
    [InlineData("betting", 0), InlineData("betting", 1), InlineData("betting", 2)]
    [InlineData("betting-predictions", 0), InlineData("betting-predictions", 1), InlineData("betting-predictions", 2)]
    public void A_wrong_NO_GO_is_as_rare_as_stated_at_the_criterion_itself(string sequence, int kind) =>
        Assert.InRange(Wrong(sequence, kind, 0, GateOutcome.NoGo), 0, Alpha);

    /// <summary>Share of 150 orders in which a gate whose criterion lies so far above the truth is decided in this way before the last item.</summary>
    private static double Wrong(string sequence, int kind, double above, GateOutcome claim)
    {
        const int streams = 150;
        var frame = new SamplingFrame(Benchmark, History.SelectModels([.. Enumerable.Range(0, 17)]));
        var (a, b) = (Populations.Row(History, 18), Populations.Row(History, 19));
        if (a.Average() > b.Average()) (a, b) = (b, a);
        var criterion = Criterion(kind, a.Average(), b.Average(), above);
        var wrong = 0;
        for (var s = 0; s < streams; s++)
        {
            var run = SparseEval.Gates.Watch(criterion, ConfidenceSequences.Parse(sequence), new() { Frame = frame, Confidence = 1 - Alpha });
            var outcome = GateOutcome.Inconclusive;
            foreach (var (t, item) in RandomOrder.Of(frame, (ulong)s).Index())
            {
                run.Add(item, a[item], b[item]);
                if (t % 8 == 7 && (outcome = criterion.Decide(run.Interval)) != GateOutcome.Inconclusive) break;
            }
            if (outcome == claim) wrong++;
        }
        return (double)wrong / streams;
    }

    /// <summary>A criterion that the model misses by so much, or just meets at 0.</summary>
    private static GateCriterion Criterion(int kind, double a, double b, double above) => kind switch
    {
        0 => GateCriterion.Threshold(a + above),
        1 => GateCriterion.MaxDrop(b - a - above),
        _ => GateCriterion.MaxRelativeDrop(1 - (a + above) / b),
    };
}
