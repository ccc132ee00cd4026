namespace SparseEval;

/// <summary>
/// Replays a benchmark's past: models whose full scores are known are held out in turn and play the new model, and every combination of design, estimator, interval
/// and budget is measured against the truth (docs/backtest.md).
/// </summary>
public static class Backtest
{
    /// <summary>Runs the backtest.</summary>
    /// <param name="frame">Benchmark and history of at least 2 models, with predicted costs or without.</param>
    /// <param name="options">What to cross; null for the defaults.</param>
    /// <param name="finished">Pieces of an earlier run of the same plan, which are not run again; null for none.</param>
    /// <param name="progress">Told of each finished piece, one at a time, so that a shell can keep it.</param>
    /// <param name="cancellation">Stops between pieces.</param>
    /// <returns>The same table for the same frame, options and seed, at any number of threads and after any number of interruptions.</returns>
    /// <exception cref="SparseEvalException">The frame has no history of 2 models with a complete one, the split does not fit it, a budget is too large, or no combination at all could be measured.</exception>
    public static BacktestReport Run(SamplingFrame frame, BacktestOptions? options = null, IEnumerable<BacktestCell>? finished = null,
        IProgress<BacktestProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var setup = BacktestSetup.Of(frame, options);
        var cells = new BacktestCell?[setup.Pieces.Count];
        foreach (var cell in finished ?? []) Place(cell, cells, setup);
        var done = cells.Count(c => c is not null);
        var gate = new Lock();
        var missing = setup.Pieces.Where(p => cells[p.Index] is null).ToList();
        try
        {
            Parallel.ForEach(missing, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, piece =>
            {
                var cell = new PieceRun(options, setup.Models(piece), piece).Run(setup.Fingerprint);
                lock (gate)
                {
                    cells[piece.Index] = cell;
                    progress?.Report(new(++done, cells.Length, cell));
                }
            });
        }
        catch (AggregateException all) when (all.InnerExceptions[0] is SparseEvalException first)
        {
            throw first;
        }
        return ReportBuilder.Build(frame, options, setup, cells!);
    }

    /// <summary>Names the plan: equal for two calls whose pieces can stand for one another.</summary>
    /// <param name="frame">As for <see cref="Run"/>.</param>
    /// <param name="options">As for <see cref="Run"/>.</param>
    /// <returns>SHA-256 in hexadecimal over benchmark, history, costs and all options but the number of threads.</returns>
    public static string Fingerprint(SamplingFrame frame, BacktestOptions options) => BacktestSetup.Of(frame, options).Fingerprint;

    /// <summary>Plays the first draws of one row again, with their seeds, and keeps every estimate: what charts of single models need.</summary>
    /// <param name="frame">As for <see cref="Run"/>.</param>
    /// <param name="options">Those that the row came from.</param>
    /// <param name="row">Of the report.</param>
    /// <param name="draws">Draws in each fold, 1 to <see cref="BacktestOptions.Draws"/>.</param>
    /// <returns>By fold, draw and held-out model; the same at any number of threads.</returns>
    /// <exception cref="SparseEvalException">The row is not of these options, or the number of draws does not fit.</exception>
    public static IReadOnlyList<BacktestTrial> Replay(SamplingFrame frame, BacktestOptions options, BacktestRow row, int draws) => draws >= 1 && draws <= options.Draws
        ? new BacktestReplay(frame, options, row).Run(draws)
        : throw new SparseEvalException($"{draws} draws were asked for of a backtest with {options.Draws} in each fold. Give 1 to {options.Draws}.");

    private static void Place(BacktestCell cell, BacktestCell?[] cells, BacktestSetup setup)
    {
        if (cell.Plan != setup.Fingerprint || cell.Index < 0 || cell.Index >= cells.Length)
            throw new SparseEvalException("A finished piece belongs to another backtest: its benchmark, history or options differ. Start anew, or give the pieces of this one.");
        cells[cell.Index] = cell;
    }
}
