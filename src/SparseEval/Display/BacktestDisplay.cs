namespace SparseEval;

internal sealed class BacktestDisplay : DisplaySource<BacktestReport>
{
    private static readonly string[] Headings = ["design", "estimator", "interval", "budget", "error", "coverage", "width", "worth in items", "items saved"];

    protected override string Html(BacktestReport value) => DisplayHtml.Table(value.ToString(), Headings, [.. value.Rows.Select(Row)]) + DisplayHtml.Remarks(value.Diagnostics);

    private static IReadOnlyList<string> Row(BacktestRow r) =>
    [
        r.IsControl ? $"{r.Design} (control)" : r.Design, r.Estimator, r.Interval, r.Budget, DisplayHtml.Number(r.MeanAbsoluteError),
        r.Coverage is null ? "\u2013" : $"{DisplayHtml.Number(r.Coverage, "0.000")}{(r.CoverageError is { } error ? $" ± {DisplayHtml.Number(error, "0.000")}" : "")}",
        DisplayHtml.Number(r.MeanWidth, "0.000"), DisplayHtml.Number(r.EffectiveItems, "0"), $"{DisplayHtml.Number(100 * r.ItemsSaved, "0.0")} %",
    ];
}
