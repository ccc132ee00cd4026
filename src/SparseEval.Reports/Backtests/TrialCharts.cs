namespace SparseEval.Reports;

/// <summary>Single estimates of a backtest: against the truth, and from draw to draw.</summary>
internal static class TrialCharts
{
    private const int Models = 20;
    private const int Intervals = 250;

    public static Chart Scatter(IReadOnlyList<BacktestTrial> trials, ResponseMatrix history, double confidence)
    {
        var first = trials.Where(t => t.Draw == 0).OrderBy(t => t.FullScore).ThenBy(t => t.Model).ThenBy(t => t.Fold).ToList();
        var (shown, remark) = Thinning.Evenly(first, Intervals, "full score", "estimate");
        var judged = first.Where(t => t.Interval is not null).ToList();
        return new()
        {
            Id = "estimate-against-full",
            Title = "Estimate against full score",
            Summary = $"Held-out models under the first draw of each fold: estimates are {Amounts.Points(first.Average(t => Math.Abs(t.Estimate - t.FullScore)))} off on average" +
                (judged.Count > 0 ? $", and {judged.Count(t => t.Interval!.Contains(t.FullScore))} of {judged.Count} intervals ({Amounts.Level(confidence)}) hold the full score." : "; the method carries no interval."),
            Note = $"On the dashed line the estimate is the full score; an interval that does not cross it misses. {remark}".Trim(),
            Table = Columns.Table(shown, t => [history.Models[t.Model], t.Fold + 1.0, t.FullScore, t.Estimate, t.Interval?.Lower, t.Interval?.Upper, Holds(t)], Columns.Text("model", "model"), Columns.Count("fold", "fold"),
                Columns.Score("full", "full score"), Columns.Score("estimate", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper"), Columns.Text("holds", "interval")),
            Further = new Dictionary<string, ChartTable> { ["ends"] = Columns.Table([Low(shown), High(shown)], at => [at], Columns.Score("at", "score")) },
            Drawing = """
                { "width": "container", "height": 400, "layer": [
                  { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "opacity": 0.45, "strokeWidth": 1.4 }, "encoding": { "x": { "field": "full", "type": "quantitative" }, "y": { "field": "lower", "type": "quantitative" }, "y2": { "field": "upper" },
                    "color": { "field": "holds", "type": "nominal", "scale": { "domain": ["holds", "misses"] } } } },
                  { "data": { "name": "ends" }, "mark": { "type": "line", "style": "reference" }, "encoding": { "x": { "field": "at", "type": "quantitative" }, "y": { "field": "at", "type": "quantitative" } } },
                  { "mark": { "type": "point", "size": 36, "opacity": 0.9 }, "encoding": {
                    "x": { "field": "full", "type": "quantitative", "title": "full score", "scale": { "zero": false } }, "y": { "field": "estimate", "type": "quantitative", "title": "estimate", "scale": { "zero": false } },
                    "color": { "field": "holds", "type": "nominal", "title": null, "scale": { "domain": ["holds", "misses"] } }, "shape": { "field": "holds", "type": "nominal", "title": null, "scale": { "domain": ["holds", "misses"], "range": ["circle", "triangle-up"] } },
                    "tooltip": [{ "field": "model" }, { "field": "full", "format": ".3f" }, { "field": "estimate", "format": ".3f" }, { "field": "lower", "format": ".3f" }, { "field": "upper", "format": ".3f" }] } }
                ] }
                """,
        };
    }

    /// <summary>The spread of each model's estimates over draws; null with one draw.</summary>
    public static Chart? Seeds(IReadOnlyList<BacktestTrial> trials, ResponseMatrix history)
    {
        var models = trials.GroupBy(t => (t.Fold, t.Model)).Where(g => g.Count() > 1).OrderBy(g => g.First().FullScore).ThenBy(g => g.Key.Model).DistinctBy(g => g.Key.Model).ToList();
        if (models.Count == 0) return null;
        var (shown, remark) = Thinning.Evenly(models, Models, "full score", "held-out model");
        var spread = models.Select(Deviation).Order().ToList();
        var draws = models.Max(m => m.Count());
        return new()
        {
            Id = "seed-sensitivity",
            Title = "Estimates of one model from draw to draw",
            Summary = $"Over {draws} draws a model's estimates have a standard deviation of {Amounts.Points(spread[spread.Count / 2])} in the median, {Amounts.Points(spread[^1])} at most.",
            Note = $"Each tick is one draw: estimate less full score, in points. {remark}".Trim(),
            Table = Columns.Table(shown.SelectMany(g => g.OrderBy(t => t.Draw)), t => [history.Models[t.Model], t.FullScore, t.Draw + 1.0, 100 * (t.Estimate - t.FullScore)], Columns.Text("model", "model"), Columns.Score("full", "full score"),
                Columns.Count("draw", "draw"), Columns.Number("error", "error in points")),
            Drawing = """
                { "width": "container", "height": { "step": 20 }, "layer": [
                  { "data": { "values": [{ "zero": 0 }] }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "x": { "field": "zero", "type": "quantitative" } } },
                  { "mark": { "type": "tick", "thickness": 2, "opacity": 0.6, "size": 13 }, "encoding": { "y": { "field": "model", "type": "nominal", "title": null, "sort": null },
                    "x": { "field": "error", "type": "quantitative", "title": "estimate less full score, in points" }, "tooltip": [{ "field": "model" }, { "field": "draw" }, { "field": "full", "format": ".3f" }, { "field": "error", "format": ".2f" }] } }
                ] }
                """,
        };
    }

    private static double Deviation(IEnumerable<BacktestTrial> trials)
    {
        var values = trials.Select(t => t.Estimate).ToArray();
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static string Holds(BacktestTrial trial) => trial.Interval is null ? "none" : trial.Interval.Contains(trial.FullScore) ? "holds" : "misses";

    private static double Low(IReadOnlyList<BacktestTrial> trials) => trials.Min(t => Math.Min(t.FullScore, t.Interval?.Lower ?? t.Estimate));

    private static double High(IReadOnlyList<BacktestTrial> trials) => trials.Max(t => Math.Max(t.FullScore, t.Interval?.Upper ?? t.Estimate));
}
