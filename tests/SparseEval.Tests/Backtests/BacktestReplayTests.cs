namespace SparseEval.Tests.Backtests;

/// <summary>Single estimates that are played again are those that the table adds up.</summary>
public sealed class BacktestReplayTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(120);
    private static readonly SamplingFrame Frame = new(Benchmark, Populations.History(Benchmark, 24, 5));

    // Seen to fail with the seed of the draw taken without its fold.
    [Fact]
    public void Averages_of_replayed_draws_are_the_rows()
    {
        var options = new BacktestOptions
        {
            Designs = [Designs.SimpleRandom(), Designs.Stratified("family")],
            Intervals = [null, Intervals.WaldT()],
            Budgets = [BacktestBudget.OfItems(20), BacktestBudget.Parse("25%")],
            Split = BacktestSplit.Random(0.25, 2),
            Draws = 25,
            Seed = 7,
            ShuffledControl = true,
            Threads = 2,
        };
        var report = Replay.Run(Frame, options);
        foreach (var row in report.Rows)
        {
            var trials = Backtest.Replay(Frame, options, row, options.Draws);
            Assert.Equal(row.MeanAbsoluteError, trials.Average(t => Math.Abs(t.Estimate - t.FullScore)), 10);
            Assert.Equal(row.Coverage!.Value, trials.Average(t => t.Interval!.Contains(t.FullScore) ? 1.0 : 0), 10);
        }
    }

    [Fact]
    public void A_row_of_other_options_is_refused()
    {
        var options = new BacktestOptions { Budgets = [BacktestBudget.OfItems(20)], Draws = 3 };
        var row = Replay.Run(Frame, options).Rows[0];
        Assert.Contains("draws were asked for", Assert.Throws<SparseEvalException>(() => Backtest.Replay(Frame, options, row, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("budget '20'", Assert.Throws<SparseEvalException>(() => Backtest.Replay(Frame, options with { Budgets = [BacktestBudget.OfItems(21)] }, row, 1)).Message, StringComparison.Ordinal);
    }
}
