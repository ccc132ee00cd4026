using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>
/// A line that keeps itself up to date in a terminal, never longer than it is wide; elsewhere plain lines, the first after two seconds, the
/// pauses doubling to a minute, so that a log of hours stays short. Says nothing about runs under two seconds.
/// </summary>
internal sealed class ProgressDisplay(TextWriter error, Func<int>? terminalWidth, TimeProvider clock) : IProgress<RunProgress>, IDisposable
{
    private const int BarCells = 24;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private TimeSpan _pause = terminalWidth is null ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(100);
    private long _last = clock.GetTimestamp();
    private int _width;

    public static ProgressDisplay For(TextWriter error) =>
        new(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected ? TerminalWidth : null, TimeProvider.System);

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_last) < _pause) return;
            _last = clock.GetTimestamp();
            if (terminalWidth is null)
            {
                error.WriteLine(Line(value, int.MaxValue));
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                return;
            }
            var line = Line(value, terminalWidth() - 1);
            error.Write($"\r{line.PadRight(_width)}");
            _width = line.Length;
        }
    }

    /// <summary>Clears the line, so that the report starts clean.</summary>
    public void Dispose()
    {
        if (terminalWidth is not null && _width > 0) error.Write($"\r{new string(' ', _width)}\r");
    }

    /// <summary>The fullest account that fits the width; a line that wraps could not be overwritten.</summary>
    internal static string Line(RunProgress progress, int width)
    {
        var filled = progress.Total == 0 ? 0 : BarCells * progress.Done / progress.Total;
        var bar = $"{new string('█', filled)}{new string('░', BarCells - filled)} ";
        var count = $"{progress.Done}/{progress.Total} items";
        var failed = progress.Failed > 0 ? $"  {progress.Failed} failed" : "";
        var score = progress.RunningScore is { } mean ? $"  score so far {mean:0.000}" : "";
        var range = progress.RunningRange is { } r ? $" ({r.Lower:0.000}-{r.Upper:0.000})" : "";
        var left = progress.TimeLeft is { } time ? $"  {Quantity.Seconds(time.TotalSeconds)} left" : "";
        var speed = $"  {Quantity.Count(progress.TokensPerSecond)} tokens/s";
        string[] accounts =
        [
            bar + count + score + range + speed + left + failed, bar + count + score + range + left + failed, bar + count + score + left + failed,
            count + score + left + failed, count + failed,
        ];
        return accounts.FirstOrDefault(account => account.Length <= width) ?? $"{progress.Done}/{progress.Total}";
    }

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
