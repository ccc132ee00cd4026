namespace SparseEval.Tests.Backtests;

/// <summary>A backtest that stops with the test.</summary>
internal static class Replay
{
    public static BacktestReport Run(SamplingFrame frame, BacktestOptions options, IEnumerable<BacktestCell>? finished = null, IProgress<BacktestProgress>? progress = null) =>
        Backtest.Run(frame, options, finished, progress, TestContext.Current.CancellationToken);
}
