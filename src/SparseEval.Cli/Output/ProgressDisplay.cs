using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>Says how far a run is.</summary>
internal sealed class ProgressDisplay(ProgressLine line, PlanningDisplay? planning = null) : IProgress<RunProgress>, IDisposable
{
    public const int BarCells = 24;

    public static ProgressDisplay For(TextWriter error)
    {
        var line = ProgressLine.For(error);
        return new(line, new(line, TimeProvider.System));
    }

    public void Report(RunProgress value)
    {
        // The first items are out: what was planned has begun.
        planning?.Stop();
        line.Show(width => Line(value, width));
    }

    public void Dispose()
    {
        planning?.Stop();
        line.Dispose();
    }

    /// <summary>The fullest account that fits the width; a line that wraps could not be overwritten.</summary>
    internal static string Line(RunProgress progress, int width)
    {
        var count = $"{progress.Done}/{progress.Total} items";
        var failed = progress.Failed > 0 ? $"  {progress.Failed} failed" : "";
        var score = progress.RunningScore is { } mean ? $"  score so far {mean:0.000}" : "";
        var range = progress.Watched is { } watched ? $" ({watched.Lower:0.000}-{watched.Upper:0.000})" : progress.RunningRange is { } r ? $" ({r.Lower:0.000}-{r.Upper:0.000})" : "";
        var left = progress.Watched is null && progress.TimeLeft is { } time ? $"  {Quantity.Seconds(time.TotalSeconds)} left" : "";
        var speed = $"  {Quantity.Count(progress.TokensPerSecond)} tokens/s";
        var bar = Bar(progress.Done, progress.Total);
        string[] accounts =
        [
            bar + count + score + range + speed + left + failed, bar + count + score + range + left + failed, bar + count + score + left + failed,
            count + score + left + failed, count + failed,
        ];
        return accounts.FirstOrDefault(account => account.Length <= width) ?? $"{progress.Done}/{progress.Total}";
    }

    public static string Bar(int done, int total)
    {
        var filled = total == 0 ? 0 : BarCells * done / total;
        return $"{new string('█', filled)}{new string('░', BarCells - filled)} ";
    }
}
