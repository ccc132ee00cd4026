namespace SparseEval.Tests.Calibration;

/// <summary>Coverage of calibrated bands for models from the same crowd as the history, over fresh histories, samples and models; two-sided.</summary>
public sealed class BandCoverageTests
{
    private const int Items = 120;
    private const int Sources = 60;
    private const int Targets = 20;

    // Planted: sources predicted by the fit that has seen them, in place of the fits without their fold: coverage 91.7 %.
    [Fact]
    public void Factor_model() => Holds(Estimators.FactorModel(SparseEval.HistoryModels.GaussianFactor(new() { Ranks = [3] })), 30);

    // Planted: the fitted predictions of the sources in place of the left-out ones: coverage 65.7 %.
    [Fact]
    public void Learner() => Holds(Estimators.Learner(), 30);

    /// <summary>Fall-backs are left out: they are the design's intervals.</summary>
    private static void Holds(IEstimator estimator, int repeats)
    {
        var counts = new (int Held, int All)[repeats];
        Parallel.For(0, repeats, r =>
        {
            var benchmark = Populations.Benchmark(Items);
            var all = Populations.History(benchmark, Sources + Targets, 500 + r);
            var frame = new SamplingFrame(benchmark, all.SelectModels([.. Enumerable.Range(0, Sources)]));
            var sample = Populations.Draw(Designs.SimpleRandom(), frame, 30, (ulong)r + 1);
            var rows = Enumerable.Range(Sources, Targets).Select(m => Populations.Row(all, m)).ToArray();
            var estimates = estimator.EstimateMany(sample, [.. rows.Select(row => Populations.Score(sample, row).Scores)], new());
            for (var m = 0; m < Targets; m++)
            {
                if (estimates[m].Interval!.Kind != "calibrated-band") continue;
                counts[r].All++;
                if (estimates[m].Interval!.Contains(rows[m].Average())) counts[r].Held++;
            }
        });
        var (held, judged) = (counts.Sum(c => c.Held), counts.Sum(c => c.All));
        Assert.True(judged > 0.6 * repeats * Targets, $"{judged} bands");
        Assert.InRange(held / (double)judged, 0.925, 0.98);
    }
}
