namespace SparseEval.Reports;

/// <summary>Chooses the row that a report speaks about.</summary>
internal static class BacktestMethod
{
    /// <summary>
    /// At the largest budget: of the rows whose coverage reaches the confidence within two Monte Carlo errors, the one with the narrowest intervals; without any such, the one that covers best; without
    /// intervals, the one with the least error. The control is no candidate.
    /// </summary>
    public static (BacktestRow Row, bool Holds) Of(BacktestReport report)
    {
        var rows = report.Rows.Where(r => !r.IsControl).ToList();
        var budget = rows.MaxBy(r => r.Items)!.Budget;
        var last = rows.Where(r => r.Budget == budget).ToList();
        var covered = last.Where(r => r.Coverage is not null).ToList();
        if (covered.Count == 0) return (last.MinBy(r => r.MeanAbsoluteError)!, false);
        var holding = covered.Where(r => Holds(r, report.Confidence)).ToList();
        return holding.Count > 0 ? (holding.MinBy(r => r.MeanWidth)!, true) : (covered.MaxBy(r => r.Coverage)!, false);
    }

    public static bool Holds(BacktestRow row, double confidence) => row.Coverage is { } coverage && coverage + 2 * (row.CoverageError ?? 0) >= confidence;

    public static string Name(BacktestRow row) => $"{row.Estimator} on {row.Design}{(row.Interval is "default" or "none" ? "" : $", {row.Interval}")}{(row.IsControl ? " (shuffled)" : "")}";
}
