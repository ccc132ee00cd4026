namespace SparseEval.Reports;

/// <summary>Chooses the row that a report speaks about.</summary>
internal static class BacktestMethod
{
    /// <summary>What coverage may lie below the confidence and still count as held.</summary>
    public const double Tolerance = 0.02;

    /// <summary>
    /// At the largest budget: of the rows whose coverage holds, the one with the narrowest intervals; without any such, the narrowest of those of which the draws cannot tell; else the one that covers best; without
    /// intervals, the one with the least error. The control is no candidate.
    /// </summary>
    public static (BacktestRow Row, CoverageVerdict Verdict) Of(BacktestReport report)
    {
        var rows = report.Rows.Where(r => !r.IsControl).ToList();
        var budget = rows.MaxBy(r => r.Items)!.Budget;
        var last = rows.Where(r => r.Budget == budget).ToList();
        var covered = last.Where(r => r.Coverage is not null).ToList();
        if (covered.Count == 0) return (last.MinBy(r => r.MeanAbsoluteError)!, CoverageVerdict.None);
        var level = Level(covered.Count);
        var judged = covered.Select(r => (Row: r, Verdict: Judge(r.CoverageBounds(level), report.Confidence))).ToList();
        foreach (var verdict in new[] { CoverageVerdict.Held, CoverageVerdict.Undecided })
            if (judged.Where(j => j.Verdict == verdict).OrderBy(j => j.Row.MeanWidth).ToList() is [var best, ..]) return best;
        return judged.MaxBy(j => j.Row.Coverage);
    }

    /// <summary>Level of each range, so that all of so many hold together at 95 % (Bonferroni).</summary>
    public static double Level(int ranges) => 1 - 0.05 / Math.Max(1, ranges);

    public static CoverageVerdict Judge((double Lower, double Upper)? bounds, double confidence) =>
        bounds is not { } range ? CoverageVerdict.Undecided
        : range.Lower > confidence - Tolerance ? CoverageVerdict.Held
        : range.Upper < confidence ? CoverageVerdict.NotHeld : CoverageVerdict.Undecided;

    public static string Name(BacktestRow row) => $"{row.Estimator} on {row.Design}{(row.Interval is "default" or "none" ? "" : $", {row.Interval}")}{(row.IsControl ? " (shuffled)" : "")}";
}
