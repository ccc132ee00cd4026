namespace SparseEval.Cli.Output;

/// <summary>Says what a command is at, and for how long, from two seconds on until it is disposed.</summary>
internal sealed class WorkingDisplay : IDisposable
{
    private readonly ProgressLine _line;
    private readonly ITimer _timer;
    private readonly long _start;
    private volatile string _what;

    public WorkingDisplay(TextWriter error, string what)
    {
        (_line, _what, _start) = (ProgressLine.For(error), what, TimeProvider.System.GetTimestamp());
        _timer = TimeProvider.System.CreateTimer(_ => Show(), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
    }

    public void Now(string what) => _what = what;

    public void Dispose()
    {
        _timer.Dispose();
        _line.Dispose();
    }

    private void Show() => _line.Show(width =>
    {
        var account = $"{ProgressDisplay.Bar(0, 1)}{_what}, {(int)TimeProvider.System.GetElapsedTime(_start).TotalSeconds} s so far";
        return account.Length <= width ? account : account[..Math.Max(0, width)];
    });
}
