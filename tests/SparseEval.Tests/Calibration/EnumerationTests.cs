namespace SparseEval.Tests.Calibration;

/// <summary>All samples of tiny populations: what must hold exactly on average does.</summary>
public sealed class EnumerationTests
{
    // Seen to fail with the finite-population correction removed (variance too large), with n in place of n - 1, and with W_h = 1/H.
    [Theory, InlineData(false), InlineData(true)]
    [Proves(Proof.Exact, "estimators/mean")]
    public void The_mean_is_unbiased_and_its_variance_estimate_too(bool graded)
    {
        var scores = graded ? new[] { 0.1, 0.9, 0.4, 0.4, 1, 0, 0.3, 0.75 } : [1, 0, 0, 1, 1, 1, 0, 1];
        var benchmark = new Benchmark("tiny", [.. scores.Select((_, i) => new Item($"i{i}", fields: new Dictionary<string, string> { ["h"] = i < 3 ? "a" : "b" }))]);
        var estimates = (from a in Subsets(0, 3, 2) from b in Subsets(3, 8, 3) select Estimate(benchmark, scores, [.. a, .. b])).ToList();
        Assert.Equal(30, estimates.Count);
        var mean = estimates.Average(e => e.Value);
        Assert.Equal(scores.Average(), mean, 12);
        Assert.Equal(estimates.Average(e => Math.Pow(e.Value - mean, 2)), estimates.Average(e => Math.Pow(e.StandardError!.Value, 2)), 12);
    }

    // Seen to fail with items in place of clusters as units.
    [Fact]
    public void Whole_clusters_of_one_size_are_unbiased_with_an_unbiased_variance()
    {
        double[] scores = [1, 1, 0, 1, 0, 0, 1, 0, 0.5, 0.25];
        var benchmark = new Benchmark("tiny", [.. scores.Select((_, i) => new Item($"i{i}", fields: new Dictionary<string, string> { ["c"] = $"c{i / 2}" }))]);
        var estimates = Subsets(0, 5, 3).Select(cs => new Sample
        {
            Frame = new(benchmark),
            Design = "all",
            Seed = 0,
            UnitField = "c",
            Items = [.. cs.SelectMany(c => new[] { 2 * c, 2 * c + 1 }).Select(i => new SampledItem(i, 0, 0.6))],
            Strata = [new("all", 5, 3) { Items = 10 }],
        }).Select(s => Estimators.Mean().Estimate(Populations.Score(s, scores), new())).ToList();
        Assert.Equal(scores.Average(), estimates.Average(e => e.Value), 12);
        Assert.Equal(estimates.Average(e => Math.Pow(e.Value - scores.Average(), 2)), estimates.Average(e => Math.Pow(e.StandardError!.Value, 2)), 12);
    }

    // Seen to fail with the seed left out of the permanent random number.
    [Theory, InlineData(null), InlineData("h")]
    [Proves(Proof.Exact, "designs/simple-random", "designs/stratified")]
    public void Every_item_and_every_pair_is_drawn_as_often_as_the_design_says(string? by)
    {
        const int draws = 20000;
        var benchmark = new Benchmark("tiny", [.. Enumerable.Range(0, 7).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["h"] = i < 3 ? "a" : "b" }))]);
        var design = by is null ? Designs.SimpleRandom() : Designs.Stratified(by, Allocations.Equal());
        var (once, pairs, frame) = (new int[7], new int[7, 7], new SamplingFrame(benchmark));
        for (var s = 0; s < draws; s++)
        {
            var drawn = Populations.Draw(design, frame, 4, (ulong)s).Items.Select(i => i.Index).ToList();
            foreach (var i in drawn)
            {
                once[i]++;
                foreach (var j in drawn) pairs[i, j]++;
            }
        }
        for (var i = 0; i < 7; i++)
        {
            Near(by is null ? 4 / 7.0 : i < 3 ? 2 / 3.0 : 0.5, once[i]);
            for (var j = 0; j < i; j++)
                Near(by is null ? 4 / 7.0 * 3 / 6 : i < 3 ? 1 / 3.0 : j < 3 ? 1 / 3.0 : 1 / 6.0, pairs[i, j]);
        }
        static void Near(double expected, int count) => Assert.InRange(count / (double)draws, expected - 0.015, expected + 0.015);
    }

    private static Estimate Estimate(Benchmark benchmark, double[] scores, int[] items) => Estimators.Mean().Estimate(Populations.Score(new()
    {
        Frame = new(benchmark),
        Design = "all",
        Seed = 0,
        Items = [.. items.Select(i => new SampledItem(i, i < 3 ? 0 : 1, i < 3 ? 2 / 3.0 : 0.6))],
        Strata = [new("a", 3, 2), new("b", 5, 3)],
    }, scores), new());

    private static IEnumerable<int[]> Subsets(int from, int to, int size) => size == 0 ? [[]]
        : Enumerable.Range(from, Math.Max(0, to - from - size + 1)).SelectMany(i => Subsets(i + 1, to, size - 1).Select(rest => (int[])[i, .. rest]));
}
