namespace SparseEval.Reports;

/// <summary>Coverage by the models' full scores, where intervals near 0 and 1 show their weakness.</summary>
internal static class BandChart
{
    public static Chart? Of(IReadOnlyList<BacktestRow> rows, BacktestRow chosen, double confidence)
    {
        var same = rows.Where(r => r.Budget == chosen.Budget).ToList();
        var bands = same.SelectMany(r => r.CoverageByBand.Select(b => (Method: BacktestMethod.Name(r), Band: b, r.IsControl))).ToList();
        if (bands.Count == 0) return null;
        var worst = bands.Where(b => !b.IsControl).DefaultIfEmpty(bands[0]).MinBy(b => b.Band.Coverage);
        return new()
        {
            Id = "coverage-by-band",
            Title = $"Coverage by the model's full score, at {MethodCharts.Items(same)}",
            Summary = $"The weakest band is {Name(worst.Band)} for {worst.Method}: {Amounts.Share(worst.Band.Coverage)} of {Amounts.Of(worst.Band.Intervals, "interval")}; {Amounts.Level(confidence)} were promised.",
            Note = "Bands without held-out models are left out. The dashed line is what was promised.",
            Table = Columns.Table(bands, b => [b.Method, Name(b.Band), b.Band.Coverage, (double)b.Band.Intervals], Columns.Text("method", "method"), Columns.Text("band", "full score"), Columns.Share("coverage", "coverage"), Columns.Count("intervals", "intervals")),
            Further = MethodCharts.Promise(confidence),
            Drawing = """
                { "width": "container", "height": 260, "layer": [
                  { "data": { "name": "promise" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "y": { "field": "level", "type": "quantitative" } } },
                  { "mark": { "type": "point", "size": 80 }, "encoding": {
                    "x": { "field": "band", "type": "ordinal", "title": "full score", "axis": { "labelAngle": 0 } }, "xOffset": { "field": "method", "type": "nominal", "sort": null },
                    "y": { "field": "coverage", "type": "quantitative", "title": "share of intervals that hold", "axis": { "format": ".1~%" }, "scale": { "zero": false, "padding": 12 } },
                    "color": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } }, "shape": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } },
                    "tooltip": [{ "field": "method" }, { "field": "band" }, { "field": "coverage", "format": ".1%" }, { "field": "intervals" }] } }
                ] }
                """,
        };
    }

    private static string Name(CoverageBand band) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{band.From:0.0}\u2013{band.To:0.0}");
}
