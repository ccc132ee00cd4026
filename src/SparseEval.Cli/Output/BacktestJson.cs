using System.Text.Json;

namespace SparseEval.Cli.Output;

/// <summary>A backtest as JSON, schema <c>sparseeval.backtest/1</c>, with the data of charts of width, coverage and error by budget.</summary>
internal static class BacktestJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(BacktestReport report) => JsonSerializer.Serialize(new
    {
        schema = "sparseeval.backtest/1",
        report.Benchmark,
        report.Items,
        report.Models,
        report.Split,
        folds = report.Folds.Select(f => new { f.Name, heldOut = f.HeldOut.Count, history = f.History.Count }),
        report.Draws,
        report.Seed,
        report.Confidence,
        report.Rows,
        charts = new[]
        {
            Chart(report, "mean width of the interval", r => r.MeanWidth), Chart(report, "coverage", r => r.Coverage), Chart(report, "mean absolute error", r => r.MeanAbsoluteError),
        },
        diagnostics = report.Diagnostics.Select(d => new { d.Code, severity = d.Severity.ToString().ToLowerInvariant(), d.Message }),
    }, Indented);

    private static object Chart(BacktestReport report, string title, Func<BacktestRow, double?> value) => new
    {
        title,
        x = "items",
        series = report.Rows.Where(r => value(r) is not null).GroupBy(r => (r.Design, r.Estimator, r.Interval, r.IsControl)).Select(g => new
        {
            g.Key.Design,
            g.Key.Estimator,
            g.Key.Interval,
            g.Key.IsControl,
            points = g.OrderBy(r => r.Items).Select(r => new[] { r.Items, value(r)!.Value }),
        }),
    };
}
