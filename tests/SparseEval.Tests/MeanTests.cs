using FsCheck;
using FsCheck.Fluent;

namespace SparseEval.Tests;

/// <summary>The mean estimator: missing scores, single units, and what must not change the answer.</summary>
public sealed class MeanTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(60);

    private static Sample Draw(int n, ulong seed = 1) => Populations.Draw(Designs.Stratified("family"), new(Benchmark), n, seed);

    private static double Score(int i) => i * 7 % 11 < 6 ? 1 : 0;

    private static Estimate Run(Sample sample, Func<SampledItem, double?> score, EstimationOptions? options = null) =>
        Estimators.Mean().Estimate(new(sample, [.. sample.Items.Select(score)]), options ?? new());

    [Fact]
    public void Missing_scores_are_not_zeros()
    {
        var sample = Draw(30);
        var first = sample.Items[0];
        var estimate = Run(sample, i => i.Index == first.Index ? null : 1);
        Assert.Equal(1, estimate.Value, 12);
        Assert.Equal(29, estimate.SampleSize);
        Assert.Contains("1 of 30 drawn items", Assert.Single(estimate.Diagnostics, d => d.Code == "SPE0002").Message);
        Assert.Contains("1 in 'f0'", Assert.Single(estimate.Diagnostics, d => d.Code == "SPE0002").Message);
    }

    [Fact]
    public void A_stratum_without_any_score_is_an_error_that_names_it() =>
        Assert.Contains("'f1'", Assert.Throws<SparseEvalException>(() => Run(Draw(30), i => i.Stratum == 1 ? null : 1)).Message);

    [Fact]
    public void No_score_at_all_is_an_error() => Assert.Throws<SparseEvalException>(() => Run(Draw(30), _ => null));

    [Fact]
    public void A_stratum_with_one_score_is_refused_or_joined_when_asked()
    {
        var sample = Draw(30);
        var only = sample.Items.First(i => i.Stratum == 0).Index;
        double? One(SampledItem i) => i.Stratum == 0 && i.Index != only ? null : Score(i.Index);
        Assert.Contains("Stratum 'f0' has 1 scored item of 10 units", Assert.Throws<SparseEvalException>(() => Run(sample, One)).Message);
        var joined = Run(sample, One, new() { Singletons = SingletonStratum.Combine });
        Assert.Contains(joined.Diagnostics, d => d.Code == "SPE0008");
        // f0's one score is 1 and f1's are 0: joined, their difference counts as chance. Seen to fail with centring before joining (standard error 0).
        var apart = Run(sample, i => i.Stratum == 0 && i.Index != only ? null : i.Stratum == 0 ? 1 : 0, new() { Singletons = SingletonStratum.Combine });
        Assert.True(apart.StandardError > 0.05 && joined.StandardError > 0);
    }

    [Fact]
    public void One_item_alone_has_no_variance() =>
        Assert.Contains("at least 2", Assert.Throws<SparseEvalException>(() => Estimators.Mean().Estimate(Populations.Score(
            Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 1, 1), new double[60]), new())).Message);

    [Fact]
    public void A_stratum_of_one_item_is_taken_whole_and_adds_no_variance()
    {
        var benchmark = new Benchmark("odd", [.. Enumerable.Range(0, 41).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["h"] = i == 40 ? "lone" : "many" }))]);
        var sample = Populations.Draw(Designs.Stratified("h"), new(benchmark), 11, 1);
        Assert.Equal([new("lone", 1, 1), new("many", 40, 10)], sample.Strata);
        var estimate = Estimators.Mean().Estimate(new(sample, [.. sample.Items.Select(i => (double?)(i.Index % 2))]), new());
        var y = sample.Items.Where(i => i.Index < 40).Select(i => i.Index % 2).ToList();
        var s2 = y.Sum(v => Math.Pow(v - y.Average(), 2)) / 9;
        Assert.Equal(40 / 41.0 * Math.Sqrt(0.75 * s2 / 10), estimate.StandardError!.Value, 12);
        Assert.Equal(9, estimate.DegreesOfFreedom!.Value, 9);
    }

    [Fact]
    public void A_category_without_an_item_is_an_error_that_names_it()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 10, 1);
        var only = sample with { Items = [.. sample.Items.Where(i => Benchmark.Items[i.Index]["difficulty"] == "0")], };
        Assert.Contains("Category '1' of 'difficulty'", Assert.Throws<SparseEvalException>(() => Run(only, _ => 1, new() { Estimand = Estimand.CategoryWeighted("difficulty") })).Message);
    }

    [Theory, InlineData(0.0), InlineData(1.0), InlineData(0.3)]
    public void Equal_scores_do_not_prove_certainty(double score)
    {
        var estimate = Run(Draw(30), _ => score);
        Assert.Equal(0, estimate.StandardError);
        Assert.Equal(score, estimate.Value, 12);
        Assert.True(estimate.Interval!.HalfWidth > 0.03);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0004");
    }

    [Fact]
    public void The_interval_never_leaves_what_the_observed_scores_allow()
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 57, 1);
        var estimate = Run(sample, i => i.Index % 2);
        var known = sample.Items.Sum(i => i.Index % 2);
        Assert.True(estimate.Interval!.Lower >= known / 60.0 - 1e-12 && estimate.Interval.Upper <= (known + 3) / 60.0 + 1e-12);
    }

    [Fact]
    public void The_order_of_the_file_does_not_matter()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(11, 1UL | 11), Prop.ForAll(Gen.Choose(0, 100000).ToArbitrary(), seed =>
        {
            var order = Enumerable.Range(0, 60).ToArray();
            new Random(seed).Shuffle(order);
            var shuffled = new Benchmark("test", [.. order.Select(i => Benchmark.Items[i])]);
            var there = Run(Populations.Draw(Designs.Stratified("family", Allocations.Equal()), new(shuffled), 30, (ulong)seed), i => Score(order[i.Index]));
            var here = Run(Populations.Draw(Designs.Stratified("family", Allocations.Equal()), new(Benchmark), 30, (ulong)seed), i => Score(i.Index));
            return Math.Abs(here.Value - there.Value) < 1e-12 && Math.Abs(here.StandardError!.Value - there.StandardError!.Value) < 1e-12
                && Math.Abs(here.Interval!.Lower - there.Interval!.Lower) < 1e-12;
        }));
    }

    [Fact]
    public void Scores_shifted_and_scaled_shift_and_scale_the_estimate()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(12, 1UL | 12), Prop.ForAll(Gen.Choose(1, 99).Two().ToArbitrary(), ab =>
        {
            var (scale, shift) = (ab.Item1 / 200.0, ab.Item2 / 200.0);
            var sample = Draw(30, (ulong)ab.Item1);
            var (plain, moved) = (Run(sample, i => Score(i.Index)), Run(sample, i => shift + scale * Score(i.Index)));
            return Math.Abs(moved.Value - shift - scale * plain.Value) < 1e-12 && Math.Abs(moved.StandardError!.Value - scale * plain.StandardError!.Value) < 1e-12;
        }));
    }

    [Fact]
    public void Influence_values_rebuild_the_standard_error()
    {
        var sample = Draw(30);
        var estimate = Run(sample, i => Score(i.Index));
        var variance = sample.Strata.Index().Sum(h => (1 - h.Item.Drawn / (double)h.Item.Units) * h.Item.Drawn / (h.Item.Drawn - 1.0) *
            sample.Items.Where(i => i.Stratum == h.Index).Sum(i => Math.Pow(estimate.Influence[i.Index] / i.InclusionProbability, 2)));
        Assert.Equal(estimate.StandardError!.Value, Math.Sqrt(variance), 12);
    }
}
