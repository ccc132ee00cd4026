using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>A line that keeps itself up to date in a terminal, and a plain line every few seconds elsewhere. Says nothing about runs under two seconds.</summary>
internal sealed class ProgressDisplay(TextWriter error, bool isTerminal, TimeProvider clock) : IProgress<RunProgress>, IDisposable
{
    private const int BarCells = 24;
    private readonly Lock _lock = new();
    private readonly TimeSpan _interval = isTerminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(2);
    private long _last = clock.GetTimestamp();
    private int _width;

    public static ProgressDisplay For(TextWriter error) =>
        new(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected, TimeProvider.System);

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_last) < _interval) return;
            _last = clock.GetTimestamp();
            var line = Line(value);
            if (!isTerminal)
            {
                error.WriteLine(line);
                return;
            }
            error.Write($"\r{line.PadRight(_width)}");
            _width = line.Length;
        }
    }

    /// <summary>Clears the line, so that the report starts clean.</summary>
    public void Dispose()
    {
        if (isTerminal && _width > 0) error.Write($"\r{new string(' ', _width)}\r");
    }

    private static string Line(RunProgress progress)
    {
        var filled = progress.Total == 0 ? 0 : BarCells * progress.Done / progress.Total;
        var score = progress.RunningScore is { } mean ? $"  score so far {mean:0.000}" : "";
        var range = progress.RunningRange is { } r ? $" ({r.Lower:0.000}-{r.Upper:0.000})" : "";
        var left = progress.TimeLeft is { } time ? $"  {Quantity.Seconds(time.TotalSeconds)} left" : "";
        var failed = progress.Failed > 0 ? $"  {progress.Failed} failed" : "";
        return $"{new string('█', filled)}{new string('░', BarCells - filled)} {progress.Done}/{progress.Total} items{score}{range}" +
            $"  {Quantity.Count(progress.TokensPerSecond)} tokens/s{left}{failed}";
    }
}
