namespace SparseEval.Cli.Output;

/// <summary>An interval as a picture of one line: <c>0 ┤········├──●──┤····┤ 1</c>.</summary>
internal static class IntervalBar
{
    private const int Cells = 60;

    /// <param name="value">In [0, 1].</param>
    /// <param name="interval">Null where none holds; the bar then shows the value alone.</param>
    public static string Draw(double value, ConfidenceInterval? interval)
    {
        var bar = Enumerable.Repeat('·', Cells).ToArray();
        if (interval is not null)
        {
            var (lower, upper) = (Cell(interval.Lower), Cell(interval.Upper));
            for (var i = lower; i <= upper; i++) bar[i] = '─';
            bar[lower] = '├';
            bar[upper] = '┤';
        }
        bar[Cell(value)] = '●';
        return $"0 {new string(bar)} 1";
    }

    private static int Cell(double value) => Math.Clamp((int)(value * Cells), 0, Cells - 1);
}
