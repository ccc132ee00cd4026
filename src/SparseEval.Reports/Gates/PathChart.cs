namespace SparseEval.Reports;

/// <summary>An interval by the number of items, with what it is held against.</summary>
internal static class PathChart
{
    /// <param name="path">In order.</param>
    /// <param name="bound">What must be reached, or the margin above; null for none.</param>
    /// <param name="below">The margin below; null for none.</param>
    /// <param name="id">Of the chart.</param>
    /// <param name="about">Whose path it is.</param>
    /// <param name="quantity">On the vertical axis.</param>
    public static Chart Of(IReadOnlyList<WatchedMoment> path, double? bound, double? below, string id, string about, string quantity)
    {
        var (shown, remark) = Thinning.Evenly(path, Thinning.Points, "the number of items", "step");
        var (first, last) = (path[0], path[^1]);
        return new()
        {
            Id = id,
            Title = $"Interval after each number of items: {about}",
            Summary = $"From {Amounts.Short(first.Lower)} to {Amounts.Short(first.Upper)} after {Amounts.Of(first.Items, "item")} down to {Amounts.Short(last.Lower)} to {Amounts.Short(last.Upper)} after {Amounts.Count(last.Items)}.",
            Note = $"Band: interval. Line: estimate. Dashed: {(below is null ? "what must be reached at least" : "the margins")}. {remark}".Trim(),
            Table = Columns.Table(shown, m => [(double)m.Items, m.Value, m.Lower, m.Upper], Columns.Count("items", "items"), Columns.Score("value", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper")),
            Further = new Dictionary<string, ChartTable> { ["bounds"] = Columns.Table(new[] { bound, below }.OfType<double>(), b => [b], Columns.Score("bound", "bound")) },
            Drawing = """
                { "width": "container", "height": 280, "encoding": { "x": { "field": "items", "type": "quantitative", "title": "items with a score", "scale": { "zero": false, "nice": false } } }, "layer": [
                  { "mark": { "type": "area", "opacity": 0.25, "color": "var(--c1)" }, "encoding": { "y": { "field": "lower", "type": "quantitative", "title": "QUANTITY", "scale": { "zero": false } }, "y2": { "field": "upper" } } },
                  { "mark": { "type": "line" }, "encoding": { "y": { "field": "value", "type": "quantitative" } } },
                  { "mark": { "type": "point", "size": 24, "opacity": 0 }, "encoding": { "y": { "field": "value", "type": "quantitative" },
                    "tooltip": [{ "field": "items" }, { "field": "value", "format": ".4f" }, { "field": "lower", "format": ".4f" }, { "field": "upper", "format": ".4f" }] } },
                  { "data": { "name": "bounds" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "x": null, "y": { "field": "bound", "type": "quantitative" } } }
                ] }
                """.Replace("QUANTITY", quantity, StringComparison.Ordinal),
        };
    }
}
