namespace SparseEval.Tests.Stacking;

public sealed class AutoMethodTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(400);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 60, 41);

    [Fact]
    public void Without_past_models_items_are_drawn_at_random_and_averaged()
    {
        var method = AutoMethod.Choose(new(Benchmark), 50);
        Assert.Equal(("simple-random", "mean"), (method.Design.Name, method.Estimator.Name));
        Assert.Contains("no past model", method.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Telling_past_models_are_used_and_the_record_says_why()
    {
        var frame = new SamplingFrame(Benchmark, History);
        var method = AutoMethod.Choose(frame, 50);
        Assert.Equal("regression", method.Estimator.Name);
        var sample = Populations.Draw(method.Design, frame, 50, 1);
        var estimate = method.Estimator.Estimate(Populations.Score(sample, Populations.Row(History, 3)), new() { Interval = method.Interval });
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0039" && d.Message.Contains("held in", StringComparison.Ordinal));
    }

    [Fact]
    public void The_choice_is_the_same_again()
    {
        var first = AutoMethod.Choose(new(Benchmark, History), 40);
        var again = AutoMethod.Choose(new(Benchmark, History), 40);
        Assert.Equal((first.Design.Name, first.Estimator.Name, first.Interval?.Name, first.Reason), (again.Design.Name, again.Estimator.Name, again.Interval?.Name, again.Reason));
    }

    // Trials on the item-weighted score would be of another truth than the one that is estimated.
    [Theory, InlineData("category", AutoAim.Interval), InlineData("weighted", AutoAim.Interval), InlineData("category", AutoAim.Point), InlineData("weighted", AutoAim.Point)]
    public void Other_averages_are_tried_as_they_will_be_estimated(string average, AutoAim aim)
    {
        var estimand = average == "category" ? Estimand.CategoryWeighted("family") : Estimand.Weighted("points");
        var frame = new SamplingFrame(Benchmark, History.SelectModels([.. Enumerable.Range(0, 59)]));
        var method = AutoMethod.Choose(frame, 60, new() { Aim = aim, Estimand = estimand });
        var (scores, held, errors) = (Populations.Row(History, 59), 0, 0.0);
        var truth = estimand.Weights(Benchmark).Zip(scores, (w, y) => w * y).Sum();
        for (var s = 1UL; s <= 20; s++)
        {
            var estimate = method.Estimator.Estimate(Populations.Score(Populations.Draw(method.Design, frame, 60, s), scores), new() { Interval = method.Interval, Estimand = estimand });
            held += estimate.Interval is { } interval && interval.Contains(truth) ? 1 : 0;
            errors += Math.Abs(estimate.Value - truth) / 20;
        }
        Assert.InRange(errors, 0, 0.06);
        if (aim == AutoAim.Interval) Assert.InRange(held, 17, 20);
    }

    [Theory, InlineData("category", "stratified"), InlineData("weighted", "unequal")]
    public void Without_past_models_the_draw_suits_the_average(string average, string design) => Assert.StartsWith(design, AutoMethod.Choose(new(Benchmark), 50, new()
    {
        Estimand = average == "category" ? Estimand.CategoryWeighted("family") : Estimand.Weighted("points"),
    }).Design.Name, StringComparison.Ordinal);

    [Theory, InlineData(AutoAim.Point), InlineData(AutoAim.Band)]
    public void Few_past_models_serve_every_aim_with_an_interval(AutoAim aim)
    {
        var few = History.SelectModels([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.NotEqual("stacked", AutoMethod.Choose(new(Benchmark, few), 50, new() { Aim = aim }).Estimator.Name);
    }

    [Fact]
    public void A_budget_outside_the_benchmark_is_refused() =>
        Assert.Contains("Give 1 to 400", Assert.Throws<SparseEvalException>(() => AutoMethod.Choose(new(Benchmark, History), 401)).Message, StringComparison.Ordinal);
}
