namespace SparseEval.Reports;

/// <summary>Error, width and coverage of every method by budget.</summary>
internal static class MethodCharts
{
    private const int Most = 8;

    /// <summary>The methods that are drawn: all up to eight, else those with the least error at the largest budget.</summary>
    public static (IReadOnlyList<BacktestRow> Rows, string Remark) Shown(BacktestReport report)
    {
        var methods = report.Rows.GroupBy(BacktestMethod.Name, StringComparer.Ordinal).ToList();
        if (methods.Count <= Most) return (report.Rows, "");
        var kept = methods.OrderBy(m => m.MaxBy(r => r.Items)!.MeanAbsoluteError).Take(Most).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        return ([.. report.Rows.Where(r => kept.Contains(BacktestMethod.Name(r)))], $"The {Most} of {methods.Count} methods with the least error at their largest budget are drawn; the table of all methods has the rest.");
    }

    public static Chart Error(IReadOnlyList<BacktestRow> rows, string remark) => Line("error-by-budget", "Mean absolute error by budget", "error", "mean absolute error in points", r => 100 * r.MeanAbsoluteError, rows, remark, "points");

    public static Chart Width(IReadOnlyList<BacktestRow> rows, string remark) => Line("width-by-budget", "Mean width of the interval by budget", "width", "mean width in points", r => 100 * r.MeanWidth, rows, remark, "points");

    public static Chart Worth(IReadOnlyList<BacktestRow> rows, string remark) =>
        Line("worth-by-budget", "Worth of the drawn items", "worth", "worth in items", r => r.EffectiveItems, rows, Join("Worth is the size of a simple random sample with the same mean square error; the table of all methods has its range.", remark), "items");

    public static Chart Coverage(IReadOnlyList<BacktestRow> rows, double confidence, string remark)
    {
        var known = rows.Where(r => r.Coverage is not null).ToList();
        return Line("coverage-by-budget", "Coverage by budget", "coverage", "share of intervals that hold", r => r.Coverage, known, Join("Bars are 95\u00a0% ranges from the spread between draws; the dashed line is what was promised.", remark), "share") with
        {
            Table = Columns.Table(known, r => [BacktestMethod.Name(r), r.Items, r.Coverage, r.CoverageBounds()?.Lower, r.CoverageBounds()?.Upper], Columns.Text("method", "method"), Columns.Count("items", "items"),
                Columns.Share("coverage", "coverage"), Columns.Share("lower", "lower"), Columns.Share("upper", "upper")),
            Further = Promise(confidence),
            Drawing = """
                { "width": "container", "height": 260, "layer": [
                  { "data": { "name": "promise" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "y": { "field": "level", "type": "quantitative" } } },
                  { "encoding": { "x": { "field": "items", "type": "quantitative", "title": "items", "scale": { "type": "log", "nice": false, "padding": 14 }, "axis": { "values": TICKS, "format": "," , "grid": false} }, "color": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } } },
                    "layer": [
                      { "mark": { "type": "line" }, "encoding": { "y": { "field": "coverage", "type": "quantitative", "title": "share of intervals that hold", "axis": { "format": ".1~%" }, "scale": { "zero": false, "padding": 12 } } } },
                      { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "opacity": 0.5 }, "encoding": { "y": { "field": "lower", "type": "quantitative" }, "y2": { "field": "upper" } } },
                      { "mark": { "type": "point" }, "encoding": { "y": { "field": "coverage", "type": "quantitative" }, "shape": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } },
                        "tooltip": [{ "field": "method" }, { "field": "items" }, { "field": "coverage", "format": ".1%" }] } }
                    ] }
                ] }
                """.Replace("TICKS", Ticks(known), StringComparison.Ordinal),
        };
    }

    public static IReadOnlyDictionary<string, ChartTable> Promise(double confidence) =>
        new Dictionary<string, ChartTable> { ["promise"] = Columns.Table([confidence], level => [level], Columns.Share("level", "promised")) };

    private static Chart Line(string id, string title, string key, string axis, Func<BacktestRow, double?> value, IReadOnlyList<BacktestRow> rows, string remark, string unit)
    {
        var known = rows.Where(r => value(r) is not null).ToList();
        var last = Largest(known);
        var ends = (Least: last.MinBy(value), Most: last.MaxBy(value));
        return new()
        {
            Id = id,
            Title = title,
            Summary = last.Count == 0 ? "" : $"At {Items(last)} from {Write(value(ends.Least!)!.Value, unit)} ({BacktestMethod.Name(ends.Least!)}) to {Write(value(ends.Most!)!.Value, unit)} ({BacktestMethod.Name(ends.Most!)}).",
            Note = remark,
            Table = Columns.Table(known, r => [BacktestMethod.Name(r), r.Items, value(r)], Columns.Text("method", "method"), Columns.Count("items", "items"), Columns.Number(key, axis)),
            Drawing = """
                { "width": "container", "height": 260, "encoding": {
                  "x": { "field": "items", "type": "quantitative", "title": "items", "scale": { "type": "log", "nice": false, "padding": 14 }, "axis": { "values": TICKS, "format": ",", "grid": false } },
                  "y": { "field": "KEY", "type": "quantitative", "title": "AXIS" },
                  "color": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } } },
                  "layer": [{ "mark": "line" }, { "mark": { "type": "point" }, "encoding": { "shape": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } },
                    "tooltip": [{ "field": "method" }, { "field": "items" }, { "field": "KEY", "format": ".3~f" }] } }] }
                """.Replace("KEY", key, StringComparison.Ordinal).Replace("AXIS", axis, StringComparison.Ordinal).Replace("TICKS", Ticks(known), StringComparison.Ordinal),
        };
    }

    /// <summary>The methods at the largest budget; clusters and strata let the items that they draw for it differ.</summary>
    private static List<BacktestRow> Largest(IReadOnlyList<BacktestRow> rows)
    {
        var real = rows.Where(r => !r.IsControl).ToList();
        return real.MaxBy(r => r.Items) is { Budget: var budget } ? [.. real.Where(r => r.Budget == budget)] : [];
    }

    /// <summary>Number of items of rows of one budget: 38 to 42 items.</summary>
    public static string Items(IReadOnlyCollection<BacktestRow> rows) => Quantity.Of(rows.Min(r => r.Items), rows.Max(r => r.Items), "item");

    private static string Write(double value, string unit) => unit switch { "share" => Amounts.Share(value), "items" => Amounts.Of(value, "item"), _ => $"{Amounts.Significant(value)} {unit}" };

    /// <summary>One tick for each budget; budgets that differ by under an eighth share one.</summary>
    private static string Ticks(IEnumerable<BacktestRow> rows)
    {
        var ticks = new List<double>();
        foreach (var items in rows.Select(r => Math.Round(r.Items)).Distinct().Order())
            if (ticks.Count == 0 || items > ticks[^1] * 1.125) ticks.Add(items);
        return $"[{string.Join(',', ticks)}]";
    }

    private static string Join(params string[] texts) => string.Join(' ', texts.Where(t => t != ""));
}
