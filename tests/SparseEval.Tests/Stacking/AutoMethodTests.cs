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
