namespace SparseEval.Cli.Output;

/// <summary>
/// A line that keeps itself up to date in a terminal, never longer than it is wide; elsewhere plain lines, the first after two seconds, the
/// pauses doubling to a minute, so that a log of hours stays short. Says nothing about runs under two seconds.
/// </summary>
internal sealed class ProgressLine(TextWriter error, Func<int>? terminalWidth, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private TimeSpan _pause = terminalWidth is null ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(100);
    private long _last = clock.GetTimestamp();
    private int _width;
    private bool _ended;

    public static ProgressLine For(TextWriter error) =>
        new(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected ? TerminalWidth : null, TimeProvider.System);

    /// <param name="line">The fullest account that fits a width.</param>
    public void Show(Func<int, string> line)
    {
        lock (_lock)
        {
            if (_ended || clock.GetElapsedTime(_last) < _pause) return;
            _last = clock.GetTimestamp();
            if (terminalWidth is null)
            {
                error.WriteLine(PlainText.Line(line(int.MaxValue)));
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                return;
            }
            var text = line(terminalWidth() - 1);
            error.Write($"\r{text.PadRight(_width)}");
            _width = text.Length;
        }
    }

    /// <summary>Clears the line, so that the report starts clean.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_ended && terminalWidth is not null && _width > 0) error.Write($"\r{new string(' ', _width)}\r");
            _ended = true;
        }
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
