using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>Plays a confidence sequence again to see how its interval narrowed.</summary>
internal static class Paths
{
    private const int Most = 400;

    /// <param name="run">Before its first item.</param>
    /// <param name="stream">Position and scores of each item in the order in which they came.</param>
    /// <param name="end">What the sequence must come to; another end is another sequence's, and then there is no path.</param>
    public static IReadOnlyList<WatchedMoment> Of(PairedRun run, IReadOnlyList<(int Item, double A, double B)> stream, ConfidenceInterval end)
    {
        if (stream.Count < 2) return [];
        var (path, step) = (new List<WatchedMoment>(), Math.Max(1, (stream.Count + Most - 1) / Most));
        foreach (var (k, item) in stream.Index())
        {
            run.Add(item.Item, item.A, item.B);
            if (k + 1 == stream.Count || k > 0 && (k + 1) % step == 0) path.Add(new(k + 1, run.Value, run.Interval.Lower, run.Interval.Upper));
        }
        return Math.Abs(path[^1].Lower - end.Lower) < 1e-9 && Math.Abs(path[^1].Upper - end.Upper) < 1e-9 ? path : [];
    }
}
