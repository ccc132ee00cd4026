using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>The page of a calibrated plan: its backtest, and where the plan's interval is another than the backtest's, that interval first.</summary>
internal static class CalibrationPage
{
    private const string OfTheRules = "Intervals here are those of the stated rules and not the plan's, which its own section tells. ";

    /// <summary>Sections of the backtest that show intervals.</summary>
    private static readonly string[] Showing = ["truth", "coverage", "methods"];

    public static Report Of(Calibration calibration, BacktestOptions options)
    {
        var report = ReportFactory.OfBacktest(calibration.Report, calibration.Frame, options);
        return calibration.OwnTrials is { } tried ? Of(report, calibration, tried) : report;
    }

    private static Report Of(Report report, Calibration calibration, AutoTried tried) => report with
    {
        Verdict = Verdict(calibration, tried),
        Figures = [.. report.Figures.Select(figure => figure.Label switch
        {
            "Coverage" => new("Coverage", Quantity.Share(tried.Coverage), $"of the plan's interval, promised {100 * calibration.Report.Confidence:0.##} %"),
            "Interval" => new ReportFigure("Interval", $"{100 * tried.Width:0.00} points", "mean width of the plan's interval"),
            _ => figure,
        })],
        Sections = [Interval(calibration, tried), .. report.Sections.Select(section => section.Charts.Count > 0 && Showing.Contains(section.Id) ? section with { Lead = OfTheRules + section.Lead } : section)],
    };

    private static ReportVerdict Verdict(Calibration calibration, AutoTried tried)
    {
        var confidence = calibration.Report.Confidence;
        return new(tried.Coverage >= confidence - 0.01 ? VerdictState.Good : VerdictState.Neutral,
            $"With {Quantity.Of(calibration.Items, "item")} of {Quantity.Count(calibration.Frame.Count)}, {calibration.Method.Estimator.Name} on {calibration.Method.Design.Name} was {100 * calibration.Row.MeanAbsoluteError:0.00} points off on average. " +
            $"The plan's {100 * confidence:0.##} % interval, calibrated on past models' errors, is {100 * tried.Width:0.00} points wide and held the full score in {100 * tried.Coverage:0.0} % of {Quantity.Of(tried.Trials, "trial")} on models left out. For a model that errs unlike all of them it may hold less often.");
    }

    private static ReportSection Interval(Calibration calibration, AutoTried tried) => new("interval", "The plan's interval")
    {
        Lead = "The plan's interval takes its ends from past models' errors. It was tried on each past model with ends from models of other folds. The backtest below cannot try it, since all past models went into it: its charts and tables have the interval that the stated rules choose.",
        Tables =
        [
            ("Both intervals", new(
                [new("interval", "interval"), new("coverage", "coverage", CellFormat.Share), new("plus", "\u00b1", CellFormat.Share), new("width", "width (points)", CellFormat.Number), new("used", "used by the plan")],
                [
                    ["history-calibrated", tried.Coverage, null, 100 * tried.Width, "yes"],
                    ["of the stated rules", calibration.Row.Coverage, calibration.Row.CoverageError, calibration.Row.MeanWidth is { } width ? 100 * width : null, "no"],
                ])),
        ],
    };
}
