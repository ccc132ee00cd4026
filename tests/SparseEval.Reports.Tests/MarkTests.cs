namespace SparseEval.Reports.Tests;

/// <summary>Charts show their data: each row has its mark, where the labels of the axes say its values lie, in the colour of its group.</summary>
public sealed class MarkTests(Browser browser) : IClassFixture<Browser>
{
    private const double Pixels = 1.5;
    private static readonly Lazy<Report> Backtest = new(() => Samples.BacktestReport(Samples.Frame()));

    /// <param name="Id">Of the chart.</param>
    /// <param name="X">Column that decides a point's place across; null where it is no number.</param>
    /// <param name="Y">And up.</param>
    /// <param name="Group">Column that decides its colour, or null.</param>
    /// <param name="Order">Of the colours; null for the order of the data.</param>
    private sealed record Shown(string Id, string? X, string? Y, string? Group = null, params string[] Order)
    {
        /// <summary>Columns of a rule's two ends along the vertical axis.</summary>
        public (string Lower, string Upper)? Rule { get; init; }
    }

    private static readonly Shown[] All =
    [
        new("estimate-against-full", "full", "estimate", "holds", "holds", "misses") { Rule = ("lower", "upper") },
        new("coverage-by-budget", "items", "coverage", "method") { Rule = ("lower", "upper") },
        new("coverage-by-band", null, "coverage", "method"),
        new("error-by-budget", "items", "error", "method"),
        new("width-by-budget", "items", "width", "method"),
        new("worth-by-budget", "items", "worth", "method"),
        new("calibration-bins", "predicted", "observed"),
        new("category-scores", "estimate", null),
        new("probabilities", "spread", "probability"),
        new("history-scores", "place", "mean", "half"),
        new("item-discrimination", "mean", "discrimination", "flaw", "sound", "suspected wrong key", "negative discrimination"),
    ];

    [Fact]
    public async Task Marks_lie_where_the_axes_say_their_values_are()
    {
        await using var open = await browser.OpenAsync(Backtest.Value.ToHtml());
        foreach (var shown in All) Assert.Null(await DifferenceAsync(open, Backtest.Value, shown));
    }

    // What would make a chart lie, each planted into a drawing and seen by the same comparison.
    [Theory]
    [InlineData("estimate-against-full", "\"y\": { \"field\": \"estimate\"", "\"y\": { \"field\": \"upper\"")]
    [InlineData("estimate-against-full", "\"y2\": { \"field\": \"upper\" }", "\"y2\": { \"field\": \"estimate\" }")]
    [InlineData("estimate-against-full", "[\"holds\", \"misses\"]", "[\"misses\", \"holds\"]")]
    [InlineData("item-discrimination", "\"mark\": { \"type\": \"point\", \"opacity\": 0.65 }", "\"transform\": [{ \"filter\": \"datum.mean < 0.9\" }], \"mark\": { \"type\": \"point\", \"opacity\": 0.65 }")]
    [InlineData("item-discrimination", "\"y\": { \"field\": \"discrimination\"", "\"y\": { \"field\": \"strong\"")]
    [InlineData("history-scores", "\"x\": { \"field\": \"place\"", "\"x\": { \"field\": \"mean\"")]
    public async Task A_drawing_that_shows_something_else_is_seen(string id, string right, string wrong)
    {
        var chart = Backtest.Value.Charts.Single(c => c.Id == id);
        Assert.Contains(right, chart.Drawing, StringComparison.Ordinal);
        var planted = Backtest.Value with { Sections = [new("only", "Only") { Charts = [chart with { Drawing = chart.Drawing.Replace(right, wrong, StringComparison.Ordinal) }] }] };
        await using var open = await browser.OpenAsync(planted.ToHtml());
        Assert.NotNull(await DifferenceAsync(open, Backtest.Value, All.Single(s => s.Id == id)));
    }

    /// <summary>Null where the picture shows the chart's table.</summary>
    private static async Task<string?> DifferenceAsync(OpenPage open, Report report, Shown shown)
    {
        var (table, drawn) = (report.Charts.Single(c => c.Id == shown.Id).Table, await DrawnMarks.OfAsync(open, shown.Id));
        object? Cell(IReadOnlyList<object?> row, string key) => row[table.Columns.Index().Single(c => c.Item.Key == key).Index];
        var rows = table.Rows.Where(row => new[] { shown.X, shown.Y }.OfType<string>().All(key => Cell(row, key) is double)).ToList();
        if (rows.Count < 3 || rows.Count != drawn.Points.Count) return $"{shown.Id}: {drawn.Points.Count} marks of {rows.Count} rows";
        var colours = shown.Order.Length > 0 || shown.Group is null ? shown.Order : [.. rows.Select(row => (string)Cell(row, shown.Group)!).Distinct()];
        foreach (var (row, mark) in rows.Zip(drawn.Points))
        {
            if (shown.X is { } x && !Near(mark.X, drawn.Across!.Place((double)Cell(row, x)!))) return $"{shown.Id}: {x} {Cell(row, x)} is drawn at {mark.X}, and the axis says {drawn.Across.Place((double)Cell(row, x)!)}";
            if (shown.Y is { } y && !Near(mark.Y, drawn.Up!.Place((double)Cell(row, y)!))) return $"{shown.Id}: {y} {Cell(row, y)} is drawn at {mark.Y}, and the axis says {drawn.Up.Place((double)Cell(row, y)!)}";
            if (shown.Group is { } group && mark.Fill != $"var(--c{Array.IndexOf([.. colours], (string)Cell(row, group)!) + 1})") return $"{shown.Id}: '{Cell(row, group)}' has the colour {mark.Fill}";
        }
        return shown.Rule is { } rule ? RuleDifference(shown.Id, [.. table.Rows.Where(row => Cell(row, rule.Lower) is double).Select(row => ((double)Cell(row, rule.Lower)!, (double)Cell(row, rule.Upper)!))], drawn) : null;
    }

    private static string? RuleDifference(string id, IReadOnlyList<(double Lower, double Upper)> ends, DrawnMarks drawn)
    {
        if (ends.Count != drawn.Rules.Count) return $"{id}: {drawn.Rules.Count} rules of {ends.Count} rows";
        foreach (var ((lower, upper), rule) in ends.Zip(drawn.Rules))
            if (!Near(Math.Max(rule.Y, rule.Below), drawn.Up!.Place(lower)) || !Near(Math.Min(rule.Y, rule.Below), drawn.Up.Place(upper))) return $"{id}: {lower} to {upper} is drawn from {rule.Y} to {rule.Below}";
        return null;
    }

    private static bool Near(double at, double wanted) => Math.Abs(at - wanted) <= Pixels;
}
