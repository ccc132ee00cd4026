using System.Globalization;

namespace SparseEval.Reports;

/// <summary>The report of a backtest.</summary>
internal static class BacktestContent
{
    private const int MostTrials = 3000;

    public static Report Of(BacktestReport report, SamplingFrame? frame, BacktestOptions? options)
    {
        var (row, verdict) = BacktestMethod.Of(report);
        var (drawn, remark) = MethodCharts.Shown(report);
        var trials = frame is null || options is null ? null : Backtest.Replay(frame, options, row, Draws(report));
        return new()
        {
            Title = $"Backtest of {report.Benchmark}",
            Subtitle = $"{Amounts.Of(report.Items, "item")}, {Amounts.Of(report.Models, "past model")}, split {report.Split}, " +
                $"{Amounts.Of(report.Draws, "draw")} in each of {Amounts.Of(report.Folds.Count, "fold")}",
            Verdict = Verdict(report, row, verdict),
            Figures = Figures(report, row),
            Sections =
            [
                Truth(trials, frame, row, report.Confidence),
                Coverage(report, drawn, row, remark),
                Methods(report, drawn, remark),
                Savings(report, row, drawn, remark),
                .. ExampleSections.Of(report, frame is null || options is null ? null : (frame, options), row),
                Seeds(trials, frame),
                DriftSection.Of(frame),
                QualitySection.Of(frame),
            ],
            Diagnostics = report.Diagnostics,
            Origin = Origins.Of(report, frame),
        };
    }

    /// <summary>So many draws of each fold as keep single estimates within bounds.</summary>
    private static int Draws(BacktestReport report) => Math.Clamp(MostTrials / Math.Max(1, report.Folds.Sum(f => f.HeldOut.Count)), 1, report.Draws);

    private static ReportSection Methods(BacktestReport report, IReadOnlyList<BacktestRow> drawn, string remark) => new("methods", "Error and width against budget")
    {
        Lead = "Every method met the same draws, so differences between them are not luck of the draw.",
        Charts = [MethodCharts.Error(drawn, remark), .. drawn.Any(r => r.MeanWidth is not null) ? [MethodCharts.Width(drawn, remark)] : Array.Empty<Chart>()],
        Tables = [("All methods", All(report))],
    };

    private static ReportVerdict Verdict(BacktestReport report, BacktestRow row, CoverageVerdict verdict)
    {
        var start = $"With {Amounts.Count(row.Items)} of {Amounts.Of(report.Items, "item")} ({Amounts.Share(row.Items / report.Items)}), " +
            $"{BacktestMethod.Name(row)} was {Amounts.Points(row.MeanAbsoluteError)} off on average";
        if (row.Coverage is not { } coverage) return new(VerdictState.Neutral, $"{start}. No method that was tried carries an interval, so nothing was promised that could be checked.");
        var error = row.CoverageError is { } known ? $" \u00b1 {Amounts.Share(known)}" : "";
        var measured = $"its {Amounts.Level(report.Confidence)} interval, {Amounts.Points(row.MeanWidth!.Value)} wide, held the full score in {Amounts.Share(coverage)}{error} of {Amounts.Of(report.Folds.Sum(f => (double)f.HeldOut.Count) * row.Draws / report.Folds.Count, "estimate")} in {Amounts.Of(row.Draws, "draw")}";
        return verdict switch
        {
            CoverageVerdict.Held => new(VerdictState.Good, $"{start}, and {measured}: its promise is held, within {Amounts.Count(100 * BacktestMethod.Tolerance)} points."),
            CoverageVerdict.NotHeld => new(VerdictState.Bad, $"{start}, but {measured}: no interval that was tried keeps its promise here."),
            _ => new(VerdictState.Neutral, $"{start}, and {measured}: too few draws to tell whether its promise is held; raise --draws."),
        };
    }

    private static IReadOnlyList<ReportFigure> Figures(BacktestReport report, BacktestRow row) =>
    [
        new("Items not run", Amounts.Share(row.ItemsSaved), $"{Amounts.Count(row.Items)} of {Amounts.Count(report.Items)}"),
        new("Mean absolute error", Amounts.Points(row.MeanAbsoluteError), string.Create(CultureInfo.InvariantCulture, $"bias {100 * row.Bias:+0.00;-0.00;0.00}")),
        .. row.Coverage is { } coverage ? new ReportFigure[] { new("Coverage", Amounts.Share(coverage), $"promised {Amounts.Level(report.Confidence)}{(row.CoverageError is { } error ? $", Monte Carlo error {Amounts.Points(error)}" : ", one draw, so its error is not known")}"), new("Interval", Amounts.Points(row.MeanWidth!.Value), "mean width") } : [],
        new("Worth", Amounts.Of(row.EffectiveItems, "item"), $"of simple random sampling{Range(row)}"),
        .. row is { BreakEvenModels: { } models } ? new[] { new ReportFigure("Breaks even after", Amounts.Of(Math.Ceiling(models), "model"), "where history must be run for it; counts all that is gained over simple random sampling, also without the history") } : [],
    ];

    private static string Range(BacktestRow row) => row is { EffectiveItemsLower: { } lower, EffectiveItemsUpper: { } upper } ? $"; 95\u00a0% range {Amounts.Count(lower)} to {Amounts.Count(upper)}" : "; one draw, so no range";

    private static ReportSection Truth(IReadOnlyList<BacktestTrial>? trials, SamplingFrame? frame, BacktestRow row, double confidence) => trials is null
        ? ReportSection.Without("truth", "Estimate against full score", "The table of a backtest holds averages; single estimates need benchmark, history and options.")
        : new("truth", "Estimate against full score") { Lead = $"{BacktestMethod.Name(row)} at {Amounts.Of(row.Items, "item")}: at the largest budget the narrowest intervals among the methods whose promise is held, else among those of which the draws cannot tell, else the best coverage.", Charts = [TrialCharts.Scatter(trials, frame!.History!, confidence)] };

    private static ReportSection Coverage(BacktestReport report, IReadOnlyList<BacktestRow> drawn, BacktestRow row, string remark)
    {
        if (drawn.All(r => r.Coverage is null)) return ReportSection.Without("coverage", "Coverage", "No method that was tried carries an interval, so there is no coverage to show.");
        var band = BandChart.Of(drawn, row, report.Confidence);
        return new("coverage", "Coverage")
        {
            Lead = $"An interval at {Amounts.Level(report.Confidence)} is to hold the full score in that share of draws.",
            Charts = [MethodCharts.Coverage(drawn, report.Confidence, remark), .. band is null ? Array.Empty<Chart>() : [band]],
        };
    }

    private static ReportSection Savings(BacktestReport report, BacktestRow row, IReadOnlyList<BacktestRow> drawn, string remark) => new("savings", "What is saved")
    {
        Lead = $"At {Amounts.Of(row.Items, "item")}, {Amounts.Share(row.ItemsSaved)} of the items and {Amounts.Share(row.CostSaved)} of the predicted cost are not spent. " +
            "A method that is worth more than it draws spares items that simple random sampling would need.",
        Charts = [MethodCharts.Worth(drawn, remark)],
        Omitted = ["A backtest replays scores and runs no model, so tokens, seconds and money are not known here; 'sparseeval validate' measures them."],
    };

    private static ReportSection Seeds(IReadOnlyList<BacktestTrial>? trials, SamplingFrame? frame) => trials is not null && TrialCharts.Seeds(trials, frame!.History!) is { } chart
        ? new("seeds", "Sensitivity to the seed") { Charts = [chart] }
        : ReportSection.Without("seeds", "Sensitivity to the seed", trials is null ? "Single estimates are not at hand."
            : "Each model was estimated from one draw only, so there is no spread over seeds; raise --draws.");

    private static ChartTable All(BacktestReport report) => Columns.Table(report.Rows,
        r => [BacktestMethod.Name(r), r.Budget, r.Items, 100 * r.MeanAbsoluteError, 100 * r.Bias, r.KendallTau, r.Coverage, r.CoverageError, r.MeanWidth is { } width ? 100 * width : null, r.EffectiveItems, r.EffectiveItemsLower, r.EffectiveItemsUpper, r.CostSaved, r.BreakEvenModels],
        Columns.Text("method", "method"), Columns.Text("budget", "budget"), Columns.Count("items", "items"), Columns.Number("error", "error (points)"), Columns.Number("bias", "bias (points)"), Columns.Score("tau", "Kendall's tau"),
        Columns.Share("coverage", "coverage"), Columns.Share("plus", "\u00b1"), Columns.Number("width", "width (points)"), Columns.Count("worth", "worth (items)"), Columns.Count("least", "worth from (95 %)"), Columns.Count("most", "worth to"), Columns.Share("saved", "cost saved"), Columns.Count("even", "breaks even after (models)"));
}
