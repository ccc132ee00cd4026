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

    /// <summary>Graded scores, whose interval may be calibrated on the history: what is said of it must be what such intervals do on models left out, and not what the trials of another candidate did.</summary>
    [Fact]
    public void What_was_tried_is_told_and_holds_for_models_that_were_left_out()
    {
        var random = new Random(5);
        double[][] rows = [.. Enumerable.Range(0, 60).Select(m => Enumerable.Range(0, 400).Select(_ => 1 - 0.3 * Math.Pow(random.NextDouble(), 4 + m % 10 * 0.2)).ToArray())];
        var builder = new ResponseMatrixBuilder([.. rows.Select((_, m) => $"m{m}")], [.. Benchmark.Items.Select(item => item.Id)]);
        foreach (var (m, row) in rows.Index())
            foreach (var (i, score) in row.Index()) builder.Set(m, i, score);
        var graded = builder.Build();
        var method = AutoMethod.Choose(new(Benchmark, graded), 60, new() { TrialDraws = 8 });
        Assert.Equal("history-calibrated", method.Interval?.Name);
        var tried = method.Tried!;
        // 60 models without gaps, 8 draws for each.
        Assert.Equal(480, tried.Trials);
        Assert.Contains(FormattableString.Invariant($"{tried.Width:0.000} wide on average, held in {100 * tried.Coverage:0.0} % of trials"), method.Reason, StringComparison.Ordinal);
        var (held, width) = (0, 0.0);
        foreach (var left in Enumerable.Range(0, 10))
        {
            var frame = new SamplingFrame(Benchmark, graded.SelectModels([.. Enumerable.Range(0, 60).Where(m => m % 10 != left)]));
            foreach (var m in Enumerable.Range(0, 60).Where(m => m % 10 == left))
            {
                var interval = method.Estimator.Estimate(Populations.Score(Populations.Draw(method.Design, frame, 60, (ulong)m), rows[m]), new() { Interval = method.Interval }).Interval!;
                (held, width) = (held + (interval.Contains(rows[m].Average()) ? 1 : 0), width + 2 * interval.HalfWidth / 60);
            }
        }
        Assert.InRange(held, 60 * tried.Coverage - 6, 60);
        Assert.InRange(width, 0.8 * tried.Width, 1.25 * tried.Width);
        Assert.Null(AutoMethod.Choose(new(Benchmark), 60).Tried);
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
