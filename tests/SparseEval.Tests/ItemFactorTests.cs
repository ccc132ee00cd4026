namespace SparseEval.Tests;

/// <summary>Factors of the history behind sequences: odd histories, gaps, noise.</summary>
public sealed class ItemFactorTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(120);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 12, 4);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(11)]
    public void Any_number_of_models_serves_every_sequence(int models)
    {
        var frame = new SamplingFrame(Benchmark, models == 0 ? null : History.SelectModels([.. Enumerable.Range(0, models)]));
        foreach (var name in ConfidenceSequences.All.Keys.Where(k => models > 0 || k != "betting-predictions"))
        {
            var run = ConfidenceSequences.Parse(name).Begin(new() { Frame = frame });
            for (var i = 0; i < 90; i++) run.Add(i * 7 % 120, History[11, i * 7 % 120]!.Value);
            Assert.InRange(run.Value, run.Interval.Lower, run.Interval.Upper);
            Assert.True(double.IsFinite(run.Interval.HalfWidth));
        }
    }

    [Fact]
    public void Gaps_constant_models_and_items_that_no_model_answered_are_no_obstacle()
    {
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 10).Select(m => $"m{m}")], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < 10; m++)
            for (var i = 1; i < 120; i++)
                if ((i + m) % 5 != 0) builder.Set(m, i, m == 3 ? 1 : History[m, i]!.Value);
        var factors = ItemFactors.Of(builder.Build());
        Assert.Equal(120, factors.Items);
        Assert.All(factors.Values, f => Assert.All(f, v => Assert.True(double.IsFinite(v))));
    }

    // Planted: spreads measured on the models that made the directions: 14 factors.
    [Fact]
    public void Noise_has_no_factors_and_a_common_difficulty_has()
    {
        var random = new Random(2);
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 30).Select(m => $"m{m}")], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < 30; m++)
            for (var i = 0; i < 120; i++) builder.Set(m, i, random.NextDouble() < 0.5 ? 1 : 0);
        Assert.InRange(ItemFactors.Of(builder.Build()).Count, 0, 1);
        Assert.InRange(ItemFactors.Of(Populations.History(Benchmark, 30, 4)).Count, 1, 5);
    }

    // Planted: leverage without 1 / n: 0.462 in place of 0.484.
    [Fact]
    public void Deleted_residuals_equal_those_of_fits_without_the_item()
    {
        var factors = ItemFactors.Of(Populations.History(Benchmark, 30, 4));
        int[] items = [.. Enumerable.Range(0, 25).Select(i => i * 4)];
        var scores = Array.ConvertAll(items, i => History[5, i]!.Value);
        var all = new FactorRegression(factors).Fit(items, scores);
        foreach (var k in new[] { 0, 7, 24 })
        {
            var without = new FactorRegression(factors).Fit([.. items.Where((_, j) => j != k)], [.. scores.Where((_, j) => j != k)]);
            // Only the unclipped prediction can be compared: take an item whose prediction lies inside [0, 1].
            var predicted = without.Predictions()[items[k]];
            if (predicted is > 0 and < 1) Assert.Equal(scores[k] - predicted, all.DeletedResiduals[k], 9);
        }
    }
}
