namespace SparseEval.Tests.Calibration;

/// <summary>All samples of a tiny benchmark, and coverage, of the estimators with an auxiliary quantity or groups.</summary>
public sealed class AuxiliaryEnumerationTests
{
    private static readonly double[] Scores = [0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1];
    private static readonly double[] Past = [0.25, 0.5, 0.65, 0.35, 0.7, 0.4, 0.6, 0.25, 0.55, 0.7, 0.65, 0.6];

    // All 924 samples of 6 from 12. Seen to fail with the variance of y in place of y - x.
    [Fact]
    public void The_difference_is_unbiased_with_an_unbiased_variance()
    {
        var all = Every(Estimators.Difference());
        Assert.Equal(Scores.Average(), all.Average(e => e.Value), 12);
        Assert.Equal(all.Average(e => Math.Pow(e.Value - Scores.Average(), 2)), all.Average(e => e.StandardError!.Value * e.StandardError.Value), 12);
    }

    // Seen to fail without the mean of the deleted residuals.
    [Fact]
    public void Cross_fitting_keeps_ppi_nearly_unbiased()
    {
        var (plain, crossed) = (Raw(crossed: false).Average() - Scores.Average(), Raw(crossed: true).Average() - Scores.Average());
        Assert.True(Math.Abs(crossed) < 0.4 * Math.Abs(plain), $"{crossed} {plain}");
    }

    // Seen to fail with the mean of ratios in place of the ratio of means: -0.079.
    [Fact]
    public void The_ratio_has_a_bias_of_order_one_over_n() => Assert.InRange(Every(Estimators.Ratio()).Average(e => e.Value) - Scores.Average(), -0.02, 0.02);

    // All 12 samples of 11 from 12, in groups of 6: none is joined. Seen to fail with all weight in the first group: 0.77 in place of 0.75.
    [Fact]
    public void Groups_that_are_not_joined_are_unbiased()
    {
        var all = Every(Estimators.PostStratified("g"), 11);
        Assert.Equal(12, all.Count);
        Assert.Equal(Scores.Average(), all.Average(e => e.Value), 12);
    }

    // Seen to fail with the last cell always joined.
    [Fact]
    public void Groups_with_few_scored_items_are_joined_with_their_neighbour()
    {
        (string, string)[] groups = [.. Enumerable.Range(0, 40).Select(i => ("", $"g{i / 10}"))];
        Assert.Equal([0, 0, 1, 1], Cells(groups, [0, 1, 12, 13, 14, 22, 23, 24, 25, 26, 31]));
        Assert.Equal([0, 0, 0, 0], Cells(groups, [0, 35]));
        Assert.Equal([0, 1, 2, 3], Cells(groups, [.. Enumerable.Range(0, 40)]));
        static int[] Cells((string, string)[] groups, int[] scored)
        {
            var cells = PostStrata.Join(groups, scored);
            return [cells[0], cells[10], cells[20], cells[30]];
        }
    }

    [Fact]
    public void An_own_difficulty_score_helps_the_ppi_and_post_stratified_intervals()
    {
        var (mean, ppi, post) = (Coverage(Estimators.Mean(), 60).Width, Coverage(Estimators.Ppi(), 60).Width, Coverage(Estimators.PostStratified(), 60).Width);
        Assert.True(ppi < 0.95 * mean && post < 0.97 * mean, $"{mean} {ppi} {post}");
    }

    // Planted: variance of y in place of y - x: 98.0 %; of y in place of y - R x: 97.8 %; ppi's value without the correction: 89.9 %; groups weighted by their shares of the sample: 89.8 %.
    [Theory, InlineData("difference", 200, 0.93, 0.97), InlineData("ratio", 200, 0.93, 0.975), InlineData("ppi", 60, 0.93, 0.975), InlineData("post-stratified", 60, 0.93, 0.972)]
    [Proves(Proof.Calibration, "estimators/difference", "estimators/ratio", "estimators/ppi", "estimators/post-stratified")]
    public void Intervals_cover(string estimator, int n, double least, double most) => Assert.InRange(Coverage(Estimators.Parse(estimator), n).Held, least, most);

    private static (double Held, double Width) Coverage(IEstimator estimator, int n)
    {
        const int draws = 1200;
        var benchmark = Populations.Benchmark(400);
        var history = Populations.History(benchmark, 21, 9);
        var (frame, scores) = (new SamplingFrame(benchmark, history.SelectModels([.. Enumerable.Range(0, 20)])), Populations.Row(history, 20));
        var (held, width, truth) = (0, 0.0, scores.Average());
        for (var s = 0; s < draws; s++)
        {
            var interval = estimator.Estimate(Populations.Score(Populations.Draw(Designs.SimpleRandom(), frame, n, (ulong)s + 1), scores), new() { Interval = Intervals.WaldT() }).Interval!;
            if (interval.Contains(truth)) held++;
            width += interval.HalfWidth;
        }
        return (held / (double)draws, width / draws);
    }

    private static SamplingFrame Frame()
    {
        var benchmark = new Benchmark("tiny", [.. Scores.Select((_, i) => new Item($"i{i}", fields: new Dictionary<string, string> { ["g"] = $"{i % 2}" }))]);
        var builder = new ResponseMatrixBuilder(["a"], [.. benchmark.Items.Select(i => i.Id)]);
        for (var i = 0; i < 12; i++) builder.Set(0, i, Past[i]);
        return new(benchmark, builder.Build());
    }

    private static IEnumerable<Sample> Samples(int n)
    {
        var frame = Frame();
        return Enumerable.Range(0, 1 << 12).Where(set => int.PopCount(set) == n).Select(set => new Sample
        {
            Frame = frame,
            Design = "all",
            Seed = 0,
            Items = [.. Enumerable.Range(0, 12).Where(i => (set >> i & 1) == 1).Select(i => new SampledItem(i, 0, n / 12.0))],
            Strata = [new("all", 12, n)],
        });
    }

    private static List<Estimate> Every(IEstimator estimator, int n = 6) => [.. Samples(n).Select(s => estimator.Estimate(Populations.Score(s, Scores), new() { Target = InferenceTarget.FullBenchmark }))];

    /// <summary>Before clipping and falling back, which are no part of the claim.</summary>
    private static IEnumerable<double> Raw(bool crossed)
    {
        foreach (var sample in Samples(6))
        {
            var scores = new DesignedScores(Populations.Score(sample, Scores), new());
            var (units, x) = (new VarianceUnits(scores, []), HistoryMean.Of(scores, "ppi"));
            var fit = new RidgeFit(scores, units, new(scores, units, new(Array.ConvertAll(x.Values, v => new[] { v }), [x.Total], 0)));
            var alpha = 1e-12 * fit.Basis.LargestEigenvalue;
            yield return scores.Mean(scores.Scores) + fit.Adjustment(alpha) + (crossed ? fit.DeletedMean(fit.Residuals(alpha), alpha) : 0);
        }
    }
}
