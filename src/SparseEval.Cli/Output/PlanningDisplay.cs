namespace SparseEval.Cli.Output;

/// <summary>Says for how long a command has been reading and planning, from two seconds on, until it is disposed.</summary>
internal sealed class PlanningDisplay : IDisposable
{
    private readonly ProgressLine _line;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer _timer;

    public PlanningDisplay(ProgressLine line, TimeProvider clock)
    {
        (_line, _clock, _start) = (line, clock, clock.GetTimestamp());
        _timer = clock.CreateTimer(_ => Show(), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
    }

    public static PlanningDisplay For(TextWriter error) => new(ProgressLine.For(error), TimeProvider.System);

    /// <summary>Says no more, and leaves the line to what follows.</summary>
    public void Stop() => _timer.Dispose();

    public void Dispose()
    {
        Stop();
        _line.Dispose();
    }

    private void Show() => _line.Show(width =>
    {
        var account = $"planning, {(int)_clock.GetElapsedTime(_start).TotalSeconds} s so far";
        return ProgressDisplay.Bar(0, 1) + account is { } full && full.Length <= width ? full : account;
    });
}
