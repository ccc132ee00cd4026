namespace SparseEval.Tests.Backtests;

/// <summary>Which models a split holds out.</summary>
public sealed class SplitTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(60);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 20, 5);

    private static IReadOnlyList<BacktestFold> Folds(BacktestSplit split, ResponseMatrix? history = null) =>
        Replay.Run(new(Benchmark, history ?? History), new() { Estimators = [Estimators.Mean()], Budgets = [BacktestBudget.OfItems(10)], Draws = 1, Split = split }).Folds;

    private static IEnumerable<string> Names(BacktestFold fold) => fold.HeldOut.Select(m => History.Models[m]);

    [Fact]
    public void Random_folds_differ_and_hold_out_the_share_that_was_asked_for()
    {
        var folds = Folds(BacktestSplit.Random(0.25, 3));
        Assert.All(folds, f => Assert.Equal((5, 15), (f.HeldOut.Count, f.History.Count)));
        Assert.All(folds, f => Assert.Empty(f.HeldOut.Intersect(f.History)));
        Assert.Equal(3, folds.Select(f => string.Join(',', f.HeldOut)).Distinct().Count());
    }

    [Fact]
    public void The_strongest_are_stronger_than_all_others()
    {
        var fold = Assert.Single(Folds(BacktestSplit.Strongest()));
        Assert.Equal(4, fold.HeldOut.Count);
        Assert.True(fold.HeldOut.Min(m => Populations.Row(History, m).Average()) >= fold.History.Max(m => Populations.Row(History, m).Average()));
    }

    [Fact]
    public void The_newest_are_those_with_the_latest_dates() =>
        Assert.Equal(["m17", "m3"], Names(Assert.Single(Folds(BacktestSplit.Newest(new Dictionary<string, string> { ["m3"] = "2025-01-02", ["m17"] = "2025-02-01", ["m5"] = "2024-12-31" }, 0.1)))).Order());

    [Fact]
    public void Families_stay_together_and_each_is_held_out_once()
    {
        var families = Enumerable.Range(0, 20).ToDictionary(m => $"m{m}", m => $"f{m % 7}");
        var folds = Folds(BacktestSplit.ByFamily(families, 3));
        Assert.All(folds, f => Assert.Empty(f.HeldOut.Select(m => m % 7).Intersect(f.History.Select(m => m % 7))));
        Assert.Equal(Enumerable.Range(0, 20), folds.SelectMany(f => f.HeldOut).Order());
        Assert.All(folds, f => Assert.InRange(f.HeldOut.Count, 5, 9));
    }

    [Fact]
    public void Given_models_are_held_out() => Assert.Equal(["m2", "m9"], Names(Assert.Single(Folds(BacktestSplit.Given(["m9", "m2"])))));

    [Fact]
    public void Models_with_missing_scores_are_history_alone()
    {
        var builder = new ResponseMatrixBuilder(History.Models, History.ItemIds);
        for (var m = 0; m < 20; m++)
            for (var i = 0; i < 60; i++)
                if (m >= 8 || i != 3) builder.Set(m, i, History[m, i]!.Value);
        var gaps = builder.Build();
        Assert.All(Folds(BacktestSplit.Random(0.4, 4), gaps), f => Assert.True(f.HeldOut.Min() >= 8));
        Assert.Contains("missing scores", Assert.Throws<SparseEvalException>(() => Folds(BacktestSplit.Given(["m1"]), gaps)).Message);
    }
}
