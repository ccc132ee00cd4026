namespace SparseEval;

/// <summary>Plays some draws of one row of a backtest again and keeps every estimate, which the table only adds up.</summary>
internal sealed class BacktestReplay(SamplingFrame frame, BacktestOptions options, BacktestRow row)
{
    private readonly ISamplingDesign _design = options.Designs.FirstOrDefault(d => d.Name == row.Design) ?? throw Unknown("design", row.Design);
    private readonly IEstimator _estimator = options.Estimators.FirstOrDefault(e => e.Name == row.Estimator) ?? throw Unknown("estimator", row.Estimator);
    private readonly IIntervalMethod? _interval = row.Interval is "default" or "none" ? null : options.Intervals.FirstOrDefault(i => i?.Name == row.Interval) ?? throw Unknown("interval", row.Interval);
    private readonly BacktestBudget _budget = options.Budgets.FirstOrDefault(b => b.ToString() == row.Budget) ?? throw Unknown("budget", row.Budget);

    public IReadOnlyList<BacktestTrial> Run(int draws)
    {
        var setup = BacktestSetup.Of(frame, options);
        var models = setup.Pieces.Where(p => p.IsControl == row.IsControl).DistinctBy(p => p.Fold).ToDictionary(p => p.Fold);
        var trials = new BacktestTrial[setup.Folds.Count * draws][];
        Parallel.For(0, trials.Length, new() { MaxDegreeOfParallelism = options.Threads }, k =>
            trials[k] = Draw(setup.Models(models[k / draws]), setup.Folds[k / draws], k / draws, k % draws));
        return [.. trials.SelectMany(t => t)];
    }

    private BacktestTrial[] Draw(FoldModels models, BacktestFold fold, int number, int draw)
    {
        var drawn = ModelDraws.Of(_design, models, _budget.Of(models.Frame.Count), PermanentRandomNumber.Seed(options.Seed, (ulong)number, (ulong)draw));
        var recorder = new IntervalRecorder();
        var estimates = drawn.Estimate(_estimator, options.Estimation with { Interval = recorder });
        return [.. estimates.Select((e, m) => new BacktestTrial(fold.HeldOut[m], number, draw, models.Truth[m], e.Value,
            e.Interval is null || row.Interval == "none" ? null : recorder.Of(e, _interval, options.Estimation.Confidence)))];
    }

    private static SparseEvalException Unknown(string what, string name) =>
        new($"The {what} '{name}' is not among those of these options, so its draws cannot be played again. Give the row of a backtest with the same options.");
}
