namespace SparseEval.Cli.Output;

/// <summary>Says how far a backtest is.</summary>
internal sealed class BacktestProgressDisplay(ProgressLine line, TimeProvider clock) : IProgress<BacktestProgress>, IDisposable
{
    private readonly long _start = clock.GetTimestamp();
    private int? _before;

    public static BacktestProgressDisplay For(TextWriter error) => new(ProgressLine.For(error), TimeProvider.System);

    public void Report(BacktestProgress value)
    {
        _before ??= value.Done - 1;
        var left = clock.GetElapsedTime(_start).TotalSeconds / (value.Done - _before.Value) * (value.Total - value.Done);
        line.Show(width => Line(value, left, width));
    }

    public void Dispose() => line.Dispose();

    internal static string Line(BacktestProgress progress, double secondsLeft, int width)
    {
        var count = $"{progress.Done}/{progress.Total} pieces";
        var left = $"  {Quantity.Seconds(secondsLeft)} left";
        string[] accounts = [ProgressDisplay.Bar(progress.Done, progress.Total) + count + left, count + left, count];
        return accounts.FirstOrDefault(account => account.Length <= width) ?? $"{progress.Done}/{progress.Total}";
    }
}
