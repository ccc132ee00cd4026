using System.Collections.Concurrent;

namespace SparseEval.Tests.Backtests;

/// <summary>What the backtest's table says, checked by hand on tiny cases, and that neither threads nor interruptions change it.</summary>
public sealed class BacktestTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(120);
    private static readonly SamplingFrame Frame = new(Benchmark, Populations.History(Benchmark, 24, 5));

    private static BacktestOptions Options => new()
    {
        Designs = [Designs.SimpleRandom(), Designs.Stratified("family")],
        Budgets = [BacktestBudget.OfItems(20), BacktestBudget.Parse("25%")],
        Split = BacktestSplit.Random(0.25, 2),
        Draws = 30,
        Seed = 7,
    };

    // Items a to d. Any two scores of (1, 0, 1, 1) have the mean 0.5 or 1 around 0.75; of (0, 0, 1, 0) 0 or 0.5 around 0.25. S^2 = 1/4 for both.
    private static SamplingFrame Tiny => new(new("tiny", [.. "abcd".Select(c => new Item($"{c}"))]), Matrix([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 0, 0], [0, 1, 1, 1]]));

    private static ResponseMatrix Matrix(double?[][] rows)
    {
        var builder = new ResponseMatrixBuilder([.. rows.Select((_, m) => $"m{m}")], [.. Enumerable.Range(0, rows[0].Length).Select(i => $"{(char)('a' + i)}")]);
        for (var m = 0; m < rows.Length; m++)
            for (var i = 0; i < rows[m].Length; i++)
                if (rows[m][i] is { } score) builder.Set(m, i, score);
        return builder.Build();
    }

    // Seen to fail with S^2 over N in place of N - 1, and with bias and error exchanged.
    [Fact]
    public void Two_of_four_items_by_hand()
    {
        var row = Assert.Single(Replay.Run(Tiny, new()
        {
            Estimators = [Estimators.Mean()],
            Budgets = [BacktestBudget.OfItems(2)],
            Split = BacktestSplit.Given(["m0", "m1"]),
            Draws = 50,
        }).Rows);
        Assert.Equal(0.25, row.MeanAbsoluteError, 12);
        Assert.Equal(0.25, row.RootMeanSquareError, 12);
        Assert.Equal(2, row.EffectiveItems, 9);
        Assert.Equal(1, row.Efficiency, 9);
        Assert.Equal((2.0, 50, 0.5, 0.5), (row.Items, row.Draws, row.ItemsSaved, row.CostSaved));
        Assert.InRange(row.Bias, -0.1, 0.1);
    }

    [Fact]
    [Proves(Proof.Exact, "designs/prefix")]
    public void The_first_two_of_four_items_by_hand()
    {
        var row = Assert.Single(Replay.Run(Tiny, new()
        {
            Designs = [Designs.Prefix()],
            Estimators = [Estimators.Mean()],
            Budgets = [BacktestBudget.OfItems(2)],
            Split = BacktestSplit.Given(["m0", "m1", "m2"]),
            Draws = 50,
        }).Rows);
        // Estimates 0.5, 0, 1 of 0.75, 0.25, 0.5; the pairs m0-m1 and m1-m2 stand right, m0-m2 does not. The design draws the same items always, so once is enough.
        Assert.Equal(("none", 1), (row.Interval, row.Draws));
        Assert.Equal(0, row.Bias, 12);
        Assert.Equal(1 / 3.0, row.MeanAbsoluteError, 12);
        Assert.Equal(1 / 3.0, row.KendallTau!.Value, 12);
        Assert.Equal(2 / 3.0, row.OrderKept!.Value, 12);
        // MSE (1/16 + 1/16 + 1/4) / 3 = 1/8; S^2 (1/4 + 1/4 + 1/3) / 3 = 5/18.
        Assert.Equal(1 / (1 / 8.0 / (5 / 18.0) + 0.25), row.EffectiveItems, 9);
    }

    // Wald-t with 1 degree of freedom covers everything where the two scores differ, and only its own value where they agree.
    [Fact]
    public void Coverage_and_its_error_by_hand()
    {
        const int draws = 40;
        var row = Assert.Single(Replay.Run(Tiny, new()
        {
            Estimators = [Estimators.Mean()],
            Intervals = [Intervals.WaldT()],
            Budgets = [BacktestBudget.OfItems(2)],
            Split = BacktestSplit.Given(["m0"]),
            Draws = draws,
            Seed = 3,
        }).Rows);
        var differ = Enumerable.Range(0, draws).Count(d => Populations.Draw(Designs.SimpleRandom(), Tiny, 2, PermanentRandomNumber.Seed(3, 0, (ulong)d)).Items.Any(i => i.Index == 1));
        var share = differ / (double)draws;
        Assert.Equal(share, row.Coverage!.Value, 12);
        Assert.Equal(Math.Sqrt(share * (1 - share) / (draws - 1)), row.CoverageError!.Value, 12);
        var band = Assert.Single(row.CoverageByBand);
        Assert.Equal((0.6, 0.8, share, draws, draws), (band.From, band.To, band.Coverage, band.Intervals, band.Draws));
        Assert.Equal(row.CoverageError.Value, band.Error!.Value, 12);
        // Logical bounds 0.25 to 0.75 where one of the two is wrong, 0.5 to 1 where both are right; there the interval is the point 1.
        Assert.Equal(share * 0.5, row.MeanWidth!.Value, 12);
    }

    [Fact]
    public void A_census_is_exact_and_saves_nothing()
    {
        var row = Assert.Single(Replay.Run(Tiny, new() { Estimators = [Estimators.Mean()], Budgets = [BacktestBudget.Parse("100%")], Split = BacktestSplit.Given(["m0"]), Draws = 3 }).Rows);
        Assert.Equal((0.0, 1.0, 0.0, 4.0, 0.0), (row.MeanAbsoluteError, row.Coverage, row.MeanWidth, row.EffectiveItems, row.ItemsSaved));
    }

    [Fact]
    public void Cost_is_counted_where_it_is_known()
    {
        var frame = new SamplingFrame(Tiny.Benchmark, Tiny.History, [1, 2, 3, 4]);
        var row = Assert.Single(Replay.Run(frame, new() { Designs = [Designs.Prefix()], Estimators = [Estimators.Mean()], Budgets = [BacktestBudget.OfItems(2)], Split = BacktestSplit.Given(["m0"]) }).Rows);
        Assert.Equal((0.5, 0.7), (row.ItemsSaved, Math.Round(row.CostSaved, 12)));
    }

    // Seen to fail with the draw's seed taken from a counter that all threads share.
    [Fact]
    public void The_table_is_the_same_at_any_number_of_threads() => Same(Replay.Run(Frame, Options), Replay.Run(Frame, Options with { Threads = 3 }));

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_table_and_runs_nothing_again()
    {
        var kept = new Keeper();
        var whole = Replay.Run(Frame, Options, progress: kept);
        Assert.Equal(kept.Cells.Count, kept.Cells.Select(c => c.Index).Distinct().Count());
        var half = kept.Cells.Where(c => c.Index % 2 == 0).ToList();
        var rest = new Keeper();
        Same(whole, Replay.Run(Frame, Options with { Threads = 2 }, half, rest));
        Assert.Equal(kept.Cells.Count - half.Count, rest.Cells.Count);
        Assert.Equal(kept.Cells.Count, rest.Last!.Total);
    }

    [Fact]
    public void Cancelling_keeps_what_is_finished()
    {
        using var source = new CancellationTokenSource();
        var kept = new Keeper { Then = () => source.Cancel() };
        Assert.ThrowsAny<OperationCanceledException>(() => Backtest.Run(Frame, Options, progress: kept, cancellation: source.Token));
        Same(Replay.Run(Frame, Options), Replay.Run(Frame, Options, kept.Cells));
    }

    [Fact]
    public void Pieces_of_another_plan_are_refused()
    {
        var kept = new Keeper();
        Replay.Run(Frame, Options, progress: kept);
        Assert.Contains("another backtest", Assert.Throws<SparseEvalException>(() => Replay.Run(Frame, Options with { Seed = 8 }, kept.Cells)).Message);
        Assert.NotEqual(Backtest.Fingerprint(Frame, Options), Backtest.Fingerprint(Frame, Options with { Draws = 31 }));
        Assert.Equal(Backtest.Fingerprint(Frame, Options), Backtest.Fingerprint(Frame, Options with { Threads = 4 }));
    }

    // Seen to fail with the history left as it was.
    [Fact]
    public void The_negative_control_takes_away_what_history_gives()
    {
        var report = Replay.Run(Frame, Options with { ShuffledControl = true, Designs = [Designs.SimpleRandom()], Draws = 60, Threads = 2 });
        var regression = report.Rows.Where(r => r.Estimator == "regression").ToLookup(r => r.IsControl);
        Assert.All(regression[false], r => Assert.True(r.Efficiency > 1.25, $"{r.Efficiency}"));
        Assert.All(regression[true], r => Assert.InRange(r.Efficiency, 0.75, 1.15));
        Assert.All(regression[false], r => Assert.InRange(r.BreakEvenModels!.Value, 1, 1000));
    }

    internal static void Same(BacktestReport a, BacktestReport b)
    {
        Assert.Equal(a.Rows.Count, b.Rows.Count);
        foreach (var (x, y) in a.Rows.Zip(b.Rows))
        {
            Assert.Equal(x with { CoverageByBand = [] }, y with { CoverageByBand = [] });
            Assert.Equal(x.CoverageByBand, y.CoverageByBand);
        }
        Assert.Equal(a.Diagnostics, b.Diagnostics);
    }

    private sealed class Keeper : IProgress<BacktestProgress>
    {
        public ConcurrentQueue<BacktestCell> Kept { get; } = [];

        public List<BacktestCell> Cells => [.. Kept];

        public BacktestProgress? Last { get; private set; }

        public Action? Then { get; init; }

        public void Report(BacktestProgress value)
        {
            Kept.Enqueue(value.Cell);
            Last = value;
            Then?.Invoke();
        }
    }
}
