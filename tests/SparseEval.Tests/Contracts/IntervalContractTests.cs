namespace SparseEval.Tests.Contracts;

/// <summary>What every interval method of the catalog must keep, whatever design and estimator it serves; methods for one case only refuse the others by name.</summary>
public sealed class IntervalContractTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(120);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 9, seed: 3);
    private static readonly double[] Scores = Populations.Row(History, 8);
    private static readonly SamplingFrame Frame = new(Benchmark, History.SelectModels([.. Enumerable.Range(0, 8)]));

    public static TheoryData<string, string, string, string?> Members()
    {
        var data = new TheoryData<string, string, string, string?>();
        foreach (var method in Intervals.All.Keys)
            foreach (var estimator in new[] { "mean", "regression" })
                foreach (var by in new[] { "simple-random", "stratified" })
                    foreach (var cluster in new[] { null, "passage" }) data.Add(method, estimator, by, cluster);
        return data;
    }

    [Theory, MemberData(nameof(Members))]
    public void It_holds_the_value_lies_in_the_logical_bounds_and_grows_with_the_level(string method, string estimator, string design, string? cluster)
    {
        var narrow = Run(method, estimator, design, cluster, 0.8);
        var wide = Run(method, estimator, design, cluster, 0.99);
        if (narrow is null || wide is null)
        {
            Assert.True(method is "hypergeometric" or "empirical-bernstein" && (estimator, design, cluster) != ("mean", "simple-random", null));
            return;
        }
        Assert.Equal(method, narrow.Interval!.Kind);
        Assert.InRange(narrow.Value, narrow.Interval.Lower, narrow.Interval.Upper);
        Assert.True(wide.Interval!.Lower <= narrow.Interval.Lower && wide.Interval.Upper >= narrow.Interval.Upper && (method == "empirical-bernstein" || wide.Interval.HalfWidth > narrow.Interval.HalfWidth));
        var known = wide.Influence.Keys.Sum(i => Scores[i]) / 120;
        Assert.InRange(wide.Interval.Lower, known - 1e-12, 1);
        Assert.InRange(wide.Interval.Upper, 0, known + (120 - wide.SampleSize) / 120.0 + 1e-12);
    }

    [Theory, MemberData(nameof(Members))]
    public void The_same_sample_gives_the_same_interval(string method, string estimator, string design, string? cluster) =>
        Assert.Equal(Run(method, estimator, design, cluster, 0.95)?.Interval, Run(method, estimator, design, cluster, 0.95)?.Interval);

    [Theory]
    [InlineData("wald-t"), InlineData("wilson"), InlineData("graded"), InlineData("hypergeometric"), InlineData("korn-graubard"), InlineData("logit"), InlineData("bootstrap"), InlineData("empirical-bernstein")]
    public void Scores_that_all_agree_leave_doubt_but_for_wald_t(string method)
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 30, 4);
        var interval = Estimators.Mean().Estimate(new(sample, [.. Enumerable.Repeat<double?>(0, 30)]), new() { Interval = Intervals.Parse(method) }).Interval!;
        Assert.Equal(0, interval.Lower, 9);
        Assert.True(method == "wald-t" ? interval.Upper == 0 : interval.Upper > 0.05);
    }

    [Theory, InlineData(0), InlineData(99)]
    public void Too_few_replicates_are_refused(int replicates) => Assert.Contains("at least 100", Assert.Throws<SparseEvalException>(() => Intervals.Bootstrap(replicates)).Message);

    private static Estimate? Run(string method, string estimator, string design, string? cluster, double confidence)
    {
        var sample = Populations.Draw(Designs.Parse(design, new() { By = "family", Cluster = cluster }), Frame, 60, 4, i => Scores[i]);
        try
        {
            return Estimators.Parse(estimator).Estimate(Populations.Score(sample, Scores), new() { Interval = Intervals.Parse(method), Confidence = confidence });
        }
        catch (SparseEvalException e)
        {
            Assert.Contains($"'{method}'", e.Message);
            return null;
        }
    }
}
