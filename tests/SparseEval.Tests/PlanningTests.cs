namespace SparseEval.Tests;

public sealed class PlanningTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(400);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 30, 8);

    private static ForecastPlan Plan(ResponseMatrix? history, IEstimator estimator, ISamplingDesign? design = null) =>
        new() { Frame = new(Benchmark, history), Design = design ?? Designs.Stratified("family"), Estimator = estimator, Seed = 3 };

    [Fact]
    public void A_forecast_without_history_is_the_worst_case()
    {
        var forecast = HalfWidthForecast.Of(Plan(null, Estimators.Mean(), Designs.SimpleRandom()), 100);
        Assert.Equal(1.984217 * Math.Sqrt(0.25 * 0.75 / 100), forecast.Percentile90, 5);
        Assert.Contains("worst case", forecast.Basis);
    }

    [Fact]
    public void A_forecast_with_history_foretells_the_width_for_a_held_out_model()
    {
        var forecast = HalfWidthForecast.Of(Plan(History.SelectModels([.. Enumerable.Range(0, 25)]), Estimators.Regression()), 100);
        Assert.Equal(20, forecast.Models);
        for (var m = 25; m < 30; m++)
        {
            var scores = Populations.Row(History, m);
            var frame = new SamplingFrame(Benchmark, History.SelectModels([.. Enumerable.Range(0, 25)]));
            var width = Estimators.Regression().Estimate(Populations.Score(Populations.Draw(Designs.Stratified("family"), frame, 100, 3), scores), new()).Interval!.HalfWidth;
            Assert.InRange(width, 0.4 * forecast.Median, 1.25 * forecast.Percentile90);
        }
    }

    [Fact]
    public void Past_models_lower_the_forecast_below_the_means() =>
        Assert.True(HalfWidthForecast.Of(Plan(History, Estimators.Regression()), 150).Median < 0.95 * HalfWidthForecast.Of(Plan(History, Estimators.Mean()), 150).Median);

    [Theory, InlineData(false), InlineData(true)]
    public void The_smallest_sample_reaches_the_target_and_one_item_less_does_not(bool history)
    {
        var plan = Plan(history ? History : null, Estimators.Mean());
        var found = SampleSizeForecast.Of(plan, 0.06);
        Assert.True(found.Forecast.Percentile90 <= 0.06);
        Assert.Equal(found.Budget, found.Forecast.Budget);
        Assert.True(HalfWidthForecast.Of(plan, found.Budget - 1).Percentile90 > 0.06);
        Assert.True(SampleSizeForecast.Of(plan, 0.03).Budget > found.Budget);
        Assert.Equal([SampleSizeForecast.Of(plan, 0.03), found], SampleSizeForecast.Of(plan, [0.03, 0.06]));
    }

    [Fact]
    public void The_pilot_and_a_census_can_be_forecast()
    {
        Assert.True(HalfWidthForecast.Of(Plan(null, Estimators.Mean(), Designs.Stratified("family", Allocations.NeymanFromPilot(40))), 80).Median > 0.05);
        Assert.Equal(0, HalfWidthForecast.Of(Plan(null, Estimators.Mean()), 400).Median);
        Assert.Equal(0, HalfWidthForecast.Of(Plan(History, Estimators.Mean()), 400).Percentile90, 12);
    }

    [Fact]
    public void A_design_without_probabilities_and_an_impossible_target_are_refused()
    {
        Assert.Throws<SparseEvalException>(() => HalfWidthForecast.Of(Plan(null, Estimators.Mean(), Designs.Prefix()), 50));
        Assert.Throws<SparseEvalException>(() => HalfWidthForecast.Of(Plan(History, Estimators.Mean(), Designs.Prefix()), 50));
        foreach (var target in new[] { 0, -1, 0.5, double.NaN })
            Assert.Throws<SparseEvalException>(() => SampleSizeForecast.Of(Plan(null, Estimators.Mean()), target));
    }

    // Samples of the printed size from 1,000 differences whose mean is 0: 'compare' with the margin says equivalent in 80 %, and a drop of the margin is excluded in 80 % at the number for it.
    [Theory, InlineData(0.06), InlineData(0.1)]
    public void The_items_of_equivalence_make_models_without_a_difference_equivalent(double margin)
    {
        var benchmark = new Benchmark("pairs", [.. Enumerable.Range(0, 1000).Select(i => new Item($"i{i}"))]);
        var power = new PairedPower(1000, 0.3 * 1000 / 999.0);
        Assert.Equal(0.8, Share(benchmark, power.ItemsForEquivalence(margin), ci => ci.Lower >= -margin && ci.Upper <= margin), 0.045);
        Assert.Equal(0.8, Share(benchmark, power.ItemsFor(margin), ci => ci.Lower >= -margin), 0.045);
        Assert.True(power.ItemsForEquivalence(margin) > power.ItemsFor(margin));
    }

    private static double Share(Benchmark benchmark, int items, Func<ConfidenceInterval, bool> decides) => Enumerable.Range(1, 1200).Count(seed =>
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark), items, (ulong)seed);
        return decides(ModelComparison.Paired(sample, Scores(sample, 0), Scores(sample, 1)).Interval!);
    }) / 1200.0;

    /// <summary>One model is right alone on 150 items, the other on 150 more.</summary>
    private static double?[] Scores(Sample sample, int model) => [.. sample.Items.Select(i => (double?)(i.Index < 150 ? 1 - model : i.Index < 300 ? model : i.Index % 2))];
}
