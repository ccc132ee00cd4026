using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>Makes a backtest from the values in force.</summary>
internal static class BacktestComposer
{
    /// <summary>Benchmark and history; without a benchmark file the items are the history's, and have no fields.</summary>
    public static SamplingFrame Frame(SettingValues values)
    {
        if (values.Text(KnownSettings.History) is null or "none")
            throw new SparseEvalException($"A backtest replays past models' scores. Give them with {KnownSettings.History.Flag} FILE.");
        var path = values.FullPath(KnownSettings.History)!;
        var history = ResponseMatrices.Read(path);
        var benchmark = values.FullPath(KnownSettings.Benchmark) is { } items ? BenchmarkComposer.Read(values, items, scoresAlone: true)
            : new Benchmark(Path.GetFileNameWithoutExtension(path), [.. history.ItemIds.Select(id => new Item(id))]);
        return new SamplingFrame(benchmark, history);
    }

    public static BacktestOptions Options(SettingValues values, SamplingFrame frame)
    {
        var estimation = MethodComposer.Average(values) with { Singletons = SingletonStratum.Combine };
        return new()
        {
            Designs = BacktestDesigns.Of(values, frame, estimation.Estimand),
            Estimators = [.. Names(values, BacktestSettings.Estimators, "mean", "mean", "regression").Select(name => Estimators.Parse(name))],
            Intervals = values.Text(BacktestSettings.Intervals) is null ? [null] : [.. Names(values, BacktestSettings.Intervals, null).Select(name => Intervals.Parse(name))],
            Budgets = Budgets(values, frame.Count),
            Split = BacktestSplits.Of(values),
            Draws = values.Integer(BacktestSettings.Draws, least: 1) ?? 40,
            Seed = PlanComposer.Seed(values),
            ShuffledControl = values.IsOn(BacktestSettings.Control),
            Threads = values.Integer(BacktestSettings.Threads, least: 1) ?? Environment.ProcessorCount,
            Estimation = estimation,
        };
    }

    /// <summary>
    /// The names that a flag gives; those of the environment or a plan stand beside the baseline, since a plan names what it runs and a backtest compares; the
    /// defaults where neither names any.
    /// </summary>
    public static IReadOnlyList<string> Names(SettingValues values, Setting setting, string? baseline, params string[] defaults)
    {
        if (values.Text(setting) is not { } text) return defaults;
        var given = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (baseline is not null && !values.IsFlag(setting)) given.Insert(0, baseline);
        return [.. given.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Up to a third of the benchmark: beyond, there is little left to save.</summary>
    private static List<BacktestBudget> Budgets(SettingValues values, int items)
    {
        if (values.Text(BacktestSettings.Budgets) is { } text) return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(BacktestBudget.Parse)];
        var usual = new[] { 25, 50, 100, 200 }.Where(n => n <= items / 3).Select(BacktestBudget.OfItems).ToList();
        return usual.Count > 0 ? usual : [BacktestBudget.OfShare(0.1), BacktestBudget.OfShare(0.25)];
    }
}
