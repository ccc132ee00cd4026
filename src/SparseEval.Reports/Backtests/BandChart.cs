namespace SparseEval.Reports;

/// <summary>Coverage by the models' full scores, where intervals near 0 and 1 show their weakness.</summary>
internal static class BandChart
{
    public static Chart? Of(IReadOnlyList<BacktestRow> rows, BacktestRow chosen, double confidence)
    {
        var same = rows.Where(r => r.Budget == chosen.Budget).ToList();
        var bands = same.SelectMany(r => r.CoverageByBand.Select(b => (Method: BacktestMethod.Name(r), Band: b, r.IsControl))).ToList();
        if (bands.Count == 0) return null;
        var candidates = bands.Where(b => !b.IsControl).DefaultIfEmpty(bands[0]).ToList();
        var worst = candidates.MinBy(b => b.Band.Coverage);
        return new()
        {
            Id = "coverage-by-band",
            Title = $"Coverage by the model's full score, at {MethodCharts.Items(same)}",
            Summary = $"The weakest band is {Name(worst.Band)} for {worst.Method}: {Amounts.Share(worst.Band.Coverage)} of {Amounts.Of(worst.Band.Intervals, "interval")}; {Amounts.Level(confidence)} were promised. {Judge(worst.Band, candidates.Count, confidence)}",
            Note = "Bars are 95\u00a0% ranges from the spread between draws, each by itself. Bands without held-out models are left out. The dashed line is what was promised.",
            Table = Columns.Table(bands, b => [b.Method, Name(b.Band), b.Band.Coverage, b.Band.Bounds()?.Lower, b.Band.Bounds()?.Upper, (double)b.Band.Intervals], Columns.Text("method", "method"), Columns.Text("band", "full score"), Columns.Share("coverage", "coverage"), Columns.Share("lower", "from"), Columns.Share("upper", "to"), Columns.Count("intervals", "intervals")),
            Further = MethodCharts.Promise(confidence),
            Drawing = """
                { "width": "container", "height": 260, "layer": [
                  { "data": { "name": "promise" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "y": { "field": "level", "type": "quantitative" } } },
                  { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "opacity": 0.5 }, "encoding": {
                    "x": { "field": "band", "type": "ordinal" }, "xOffset": { "field": "method", "type": "nominal", "sort": null },
                    "y": { "field": "lower", "type": "quantitative" }, "y2": { "field": "upper" }, "color": { "field": "method", "type": "nominal", "sort": null } } },
                  { "mark": { "type": "point", "size": 80 }, "encoding": {
                    "x": { "field": "band", "type": "ordinal", "title": "full score", "axis": { "labelAngle": 0 } }, "xOffset": { "field": "method", "type": "nominal", "sort": null },
                    "y": { "field": "coverage", "type": "quantitative", "title": "share of intervals that hold", "axis": { "format": ".1~%" }, "scale": { "zero": false, "padding": 12 } },
                    "color": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } }, "shape": { "field": "method", "type": "nominal", "title": null, "sort": null, "legend": { "columns": 1 } },
                    "tooltip": [{ "field": "method" }, { "field": "band" }, { "field": "coverage", "format": ".1%" }, { "field": "intervals" }] } }
                ] }
                """,
        };
    }

    /// <summary>The weakest of many bands is weak by chance too, so its range allows for all of them.</summary>
    private static string Judge(CoverageBand band, int bands, double confidence)
    {
        if (band.Bounds(BacktestMethod.Level(bands)) is not { } range) return "One draw says nothing about its error.";
        var text = $"As the weakest of {bands} it may be {Amounts.Share(range.Lower)} to {Amounts.Share(range.Upper)}";
        return BacktestMethod.Judge(range, confidence) switch
        {
            CoverageVerdict.NotHeld => $"{text}: below what was promised.",
            CoverageVerdict.Held => $"{text}: what was promised is held, within {Amounts.Count(100 * BacktestMethod.Tolerance)} points.",
            _ => $"{text}: too few draws to tell.",
        };
    }

    private static string Name(CoverageBand band) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{band.From:0.0}\u2013{band.To:0.0}");
}
