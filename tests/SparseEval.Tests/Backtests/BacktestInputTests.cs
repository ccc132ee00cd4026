namespace SparseEval.Tests.Backtests;

/// <summary>What a backtest refuses, and what it leaves out with a word.</summary>
public sealed class BacktestInputTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(60);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 10, 5);
    private static readonly SamplingFrame Frame = new(Benchmark, History);

    private static BacktestOptions Options => new() { Estimators = [Estimators.Mean()], Budgets = [BacktestBudget.OfItems(12)], Draws = 2 };

    private static void Refused(string expected, SamplingFrame frame, BacktestOptions options) =>
        Assert.Contains(expected, Assert.Throws<SparseEvalException>(() => Replay.Run(frame, options)).Message);

    [Fact]
    public void A_history_is_needed() => Refused("Give a history", new(Benchmark), Options);

    [Fact]
    public void One_model_cannot_be_both_held_out_and_history() => Refused("Give at least 2", new(Benchmark, History.SelectModels([0])), Options);

    [Fact]
    public void Unknown_models_of_a_given_split_are_named() => Refused("'nobody' first", Frame, Options with { Split = BacktestSplit.Given(["m1", "nobody"]) });

    [Fact]
    public void All_models_cannot_be_held_out() => Refused("leaves 0 as history", Frame, Options with { Split = BacktestSplit.Given([.. History.Models]) });

    [Fact]
    public void More_families_are_needed_than_folds() => Refused("too few for 5 folds", Frame, Options with { Split = BacktestSplit.ByFamily(History.Models.ToDictionary(m => m, m => m.EndsWith('1') ? "a" : "b")) });

    [Fact]
    public void A_budget_above_the_benchmark_is_refused() => Refused("does not fit", Frame, Options with { Budgets = [BacktestBudget.OfItems(61)] });

    [Fact]
    public void A_budget_under_the_number_of_strata_is_refused_with_the_least_that_works() =>
        Refused("at least 6", Frame, Options with { Designs = [Designs.Stratified("family")], Budgets = [BacktestBudget.OfItems(3)] });

    [Fact]
    public void Where_other_budgets_work_the_too_small_one_is_left_out_with_a_note()
    {
        var report = Replay.Run(Frame, Options with { Designs = [Designs.Stratified("family")], Budgets = [BacktestBudget.OfItems(3), BacktestBudget.OfItems(12)] });
        Assert.Equal("12", Assert.Single(report.Rows).Budget);
        Assert.Contains("too small", Assert.Single(report.Diagnostics, d => d.Code == "SPE0033").Message);
    }

    [Fact]
    public void An_interval_on_a_design_without_probabilities_is_left_out_with_a_note()
    {
        var report = Replay.Run(Frame, Options with { Designs = [Designs.Prefix()], Intervals = [Intervals.WaldT(), Intervals.Wilson()] });
        Assert.Equal("none", Assert.Single(report.Rows).Interval);
        Assert.Equal(2, report.Diagnostics.Count(d => d.Code == "SPE0033" && d.Message.Contains("known probabilities", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_interval_that_refuses_the_sample_is_left_out_with_its_reason()
    {
        var report = Replay.Run(Frame, Options with { Designs = [Designs.Stratified("family")], Intervals = [null, Intervals.Hypergeometric()] });
        Assert.Equal("default", Assert.Single(report.Rows).Interval);
        Assert.Contains("hypergeometric", Assert.Single(report.Diagnostics, d => d.Code == "SPE0033").Message);
    }

    [Fact]
    public void Twins_in_the_history_are_told()
    {
        var rows = History.SelectModels([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var builder = new ResponseMatrixBuilder([.. rows.Models, "copy"], rows.ItemIds);
        for (var m = 0; m < 11; m++)
            for (var i = 0; i < 60; i++) builder.Set(m, i, rows[m % 10, i]!.Value);
        var report = Replay.Run(new(Benchmark, builder.Build()), Options with { Split = BacktestSplit.Given(["m0", "m1"]) });
        Assert.Contains("'m0' and 'copy'", Assert.Single(report.Diagnostics, d => d.Code == "SPE0032").Message);
        Assert.Contains(report.Diagnostics, d => d.Code == "SPE0035");
    }

    [Theory, InlineData("0"), InlineData("-5"), InlineData("0%"), InlineData("101%"), InlineData("many"), InlineData("2.5"), InlineData("")]
    public void A_budget_that_is_none_is_refused(string text) => Assert.Contains("such as 100", Assert.Throws<SparseEvalException>(() => BacktestBudget.Parse(text)).Message);

    [Fact]
    public void Empty_lists_and_no_draws_are_refused()
    {
        Assert.Contains("at least one estimator", Assert.Throws<SparseEvalException>(() => new BacktestOptions { Estimators = [] }).Message);
        Assert.Contains("at least 1", Assert.Throws<SparseEvalException>(() => new BacktestOptions { Draws = 0 }).Message);
        Assert.Contains("in (0, 1)", Assert.Throws<SparseEvalException>(() => BacktestSplit.Strongest(1)).Message);
    }
}
