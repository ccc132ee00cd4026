namespace SparseEval.Tests.Calibration;

public sealed class HistoryCalibratedTests
{
    private const int Items = 400;
    private const int Drawn = 30;

    // Graded scores that are nearly always near 0, as a judge's of weak models. The t interval, which is what is left without the trials' quantiles, is measured beside it and does not hold.
    [Fact]
    public void Its_ends_hold_for_skewed_scores_where_the_t_interval_does_not()
    {
        var frame = new SamplingFrame(Populations.Benchmark(Items));
        var trials = Enumerable.Range(0, 60).SelectMany(m => Enumerable.Range(0, 10).Select(d => Trial(frame, m, (ulong)(100 * m + d), Intervals.WaldT()))).ToList();
        var calibrated = new HistoryCalibratedInterval(trials);
        var (ours, plain, all) = (0, 0, 0);
        for (var m = 60; m < 80; m++)
            for (var d = 0; d < 60; d++, all++)
            {
                var seed = (ulong)(100_000 + 100 * m + d);
                ours += Trial(frame, m, seed, calibrated).Holds ? 1 : 0;
                plain += Trial(frame, m, seed, Intervals.WaldT()).Holds ? 1 : 0;
            }
        Assert.InRange(ours / (double)all, 0.925, 0.995);
        Assert.InRange(plain / (double)all, 0.6, 0.915);
    }

    [Fact]
    public void Without_a_standard_error_it_is_wilson()
    {
        var frame = new SamplingFrame(Populations.Benchmark(Items));
        var trials = Enumerable.Range(0, 60).Select(m => Trial(frame, m, (ulong)m, Intervals.WaldT())).ToList();
        var sample = Populations.Draw(Designs.SimpleRandom(), frame, Drawn, 1);
        var zeros = Populations.Score(sample, new double[Items]);
        var (ours, wilson) = (Estimators.Mean().Estimate(zeros, new() { Interval = new HistoryCalibratedInterval(trials) }), Estimators.Mean().Estimate(zeros, new() { Interval = Intervals.Wilson() }));
        Assert.Equal(wilson.Interval!.Upper, ours.Interval!.Upper, 12);
        Assert.True(ours.Interval.Upper > 0.02);
    }

    private static AutoTrial Trial(SamplingFrame frame, int model, ulong seed, IIntervalMethod interval)
    {
        var random = new Random(model);
        var level = 0.04 + 0.06 * random.NextDouble();
        var scores = Enumerable.Range(0, Items).Select(_ => random.NextDouble() < level ? 0.4 + 0.6 * random.NextDouble() : 0.02 * random.NextDouble()).ToArray();
        var sample = Populations.Draw(Designs.SimpleRandom(), frame, Drawn, seed);
        return new(0, scores.Average(), Estimators.Mean().Estimate(Populations.Score(sample, scores), new() { Interval = interval }));
    }
}
