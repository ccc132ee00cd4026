namespace SparseEval.Tests.Calibration;

/// <summary>Several metrics on one sample.</summary>
public sealed class MetricTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(200);

    [Fact]
    public void Each_metric_has_the_answer_that_it_has_alone()
    {
        var (sample, metrics) = Draw(1, 3);
        var all = MetricEstimates.Of([.. metrics.Select((y, m) => ($"m{m}", Populations.Score(sample, y)))]);
        Assert.Equal(["m0", "m1", "m2"], all.Select(m => m.Metric));
        for (var m = 0; m < 3; m++) Assert.Equal(Estimators.Mean().Estimate(Populations.Score(sample, metrics[m]), new()).Interval, all[m].Estimate.Interval);
    }

    // Five independent metrics. Planted: each interval at the confidence asked for: 80 % all at once.
    [Fact]
    public void Simultaneous_intervals_hold_all_at_once()
    {
        var held = 0;
        for (var s = 1; s <= 600; s++)
        {
            var (sample, metrics) = Draw(s, 5);
            var all = MetricEstimates.Of([.. metrics.Select((y, m) => ($"m{m}", Populations.Score(sample, y)))], options: new() { Interval = Intervals.WaldT() }, simultaneous: true);
            if (all.Select((e, m) => e.Estimate.Interval!.Contains(metrics[m].Average())).All(inside => inside)) held++;
        }
        Assert.InRange(held / 600.0, 0.925, 0.98);
    }

    [Fact]
    public void Two_samples_a_name_twice_and_no_metric_are_refused()
    {
        var ((one, y), (two, _)) = (Draw(1, 1), Draw(2, 1));
        Assert.Contains("two samples", Assert.Throws<SparseEvalException>(() => MetricEstimates.Of([("a", Populations.Score(one, y[0])), ("b", Populations.Score(two, y[0]))])).Message, StringComparison.Ordinal);
        Assert.Contains("2 times", Assert.Throws<SparseEvalException>(() => MetricEstimates.Of([("a", Populations.Score(one, y[0])), ("a", Populations.Score(one, y[0]))])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<SparseEvalException>(() => MetricEstimates.Of([])).Message, StringComparison.Ordinal);
    }

    private static (Sample Sample, double[][] Metrics) Draw(int seed, int metrics)
    {
        var random = new Random(seed);
        return (Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 80, (ulong)seed),
            [.. Enumerable.Range(0, metrics).Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray())]);
    }
}
