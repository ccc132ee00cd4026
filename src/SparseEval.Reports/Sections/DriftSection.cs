namespace SparseEval.Reports;

/// <summary>Whether later past models behave like earlier ones.</summary>
internal static class DriftSection
{
    private const string Id = "history-drift";
    private const string Title = "Drift of the history";

    public static ReportSection Of(SamplingFrame? frame)
    {
        if (frame?.History is not { } history) return ReportSection.Without(Id, Title, "There is no history, so nothing can have drifted.");
        if (history.Models.Count < 4) return ReportSection.Without(Id, Title, $"The history has {Amounts.Of(history.Models.Count, "model")}; halves to compare need at least 4.");
        var field = CategoryField.Of(frame.Benchmark);
        var drift = HistoryDrift.Of(frame, field: field);
        return new(Id, Title)
        {
            Lead = $"The first {drift.EarlierModels} models of the history score {Amounts.Short(drift.Earlier)} on average, the last {drift.LaterModels} score {Amounts.Short(drift.Later)}. {Correlation(drift)}" +
                "Models stand in the history's own order; where that is not time, read this as a comparison of its halves.",
            Charts = [Scores(frame, history), .. field is null ? Array.Empty<Chart>() : [Shift(drift, field)]],
            Omitted = field is null ? [CategoryField.None] : [],
        };
    }

    private static string Correlation(HistoryDrift drift)
    {
        if (drift.ItemCorrelation is not { } r) return "";
        var start = $"Their item means correlate at {Amounts.Short(r)}";
        if (drift.ChanceCorrelation is not { } range) return $"{start}; too few models differ for random halves to say what chance alone gives. ";
        var against = $"95\u00a0% of {drift.Halvings} random halvings of the same models give {Amounts.Short(range.Lower)} to {Amounts.Short(range.Upper)}";
        return r < range.Lower ? $"{start}, and {against}: other items are hard for the later models, beyond chance. " : $"{start}, and {against}: no sign of drift. ";
    }

    private static Chart Scores(SamplingFrame frame, ResponseMatrix history)
    {
        var half = history.Models.Count / 2;
        var row = new double[frame.Count];
        var models = history.Models.Select((name, m) =>
        {
            history.CopyModel(m, row);
            var known = row.Where(y => !double.IsNaN(y)).ToArray();
            return (Name: name, At: m + 1.0, Mean: known.Length > 0 ? known.Average() : (double?)null, Half: m < half ? "earlier half" : "later half");
        }).ToList();
        var (kept, remark) = Thinning.Evenly(models, Thinning.Points, "their place in the history", "model");
        return new()
        {
            Id = "history-scores",
            Title = "Past models in the history's order",
            Summary = $"Mean score of each past model, from {Amounts.Short(models.Min(m => m.Mean) ?? 0)} to {Amounts.Short(models.Max(m => m.Mean) ?? 0)}.",
            Note = remark,
            Table = Columns.Table(kept, m => [m.Name, m.At, m.Mean, m.Half], Columns.Text("model", "model"), Columns.Count("place", "place"), Columns.Score("mean", "mean score"), Columns.Text("half", "half")),
            Drawing = """
                { "width": "container", "height": 220, "mark": { "type": "point", "opacity": 0.8 }, "encoding": {
                  "x": { "field": "place", "type": "quantitative", "title": "place in the history" },
                  "y": { "field": "mean", "type": "quantitative", "title": "mean score", "scale": { "zero": false } },
                  "color": { "field": "half", "type": "nominal", "title": null }, "shape": { "field": "half", "type": "nominal", "title": null },
                  "tooltip": [{ "field": "model" }, { "field": "mean", "format": ".3f" }] } }
                """,
        };
    }

    private static Chart Shift(HistoryDrift drift, string field) => new()
    {
        Id = "category-shift",
        Title = $"Where later models gained more, by {field}",
        Summary = $"Gain of the later half in each category less the gain over all items. {Finding(drift)}",
        Note = drift.Halvings > 0 ? $"Lines hold 95\u00a0% of the shifts between {drift.Halvings} random halves of the same models, each category by itself; p is adjusted for the number of categories." : "",
        Table = Columns.Table(drift.Categories, c => [c.Name, (double)c.Items, c.Earlier, c.Later, c.Shift, c.ChanceLower, c.ChanceUpper, c.AdjustedP], Columns.Text("category", field), Columns.Count("items", "items"),
            Columns.Score("earlier", "earlier half"), Columns.Score("later", "later half"), Columns.Score("shift", "shift"), Columns.Score("lower", "by chance from"), Columns.Score("upper", "by chance to"), Columns.Score("p", "adjusted p")),
        Drawing = """
            { "width": "container", "height": { "step": 24 }, "encoding": { "y": { "field": "category", "type": "nominal", "title": null, "sort": null } }, "layer": [
              { "mark": "bar", "encoding": {
                "x": { "field": "shift", "type": "quantitative", "title": "shift against all items" },
                "color": { "condition": { "test": "datum.shift < 0", "value": "var(--c2)" }, "value": "var(--c1)" },
                "tooltip": [{ "field": "category" }, { "field": "shift", "format": ".3f" }, { "field": "lower", "format": ".3f" }, { "field": "upper", "format": ".3f" }, { "field": "items" }] } },
              { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule" }, "encoding": { "x": { "field": "lower", "type": "quantitative" }, "x2": { "field": "upper" } } }
            ] }
            """,
    };

    /// <summary>Names a category only where its shift is rare among random halves, all categories allowed for.</summary>
    private static string Finding(HistoryDrift drift)
    {
        if (drift.Halvings == 0) return "Too few models differ for random halves to say what chance alone gives, so no category is named.";
        var beyond = drift.Categories.Where(c => c.AdjustedP <= 0.05).OrderByDescending(c => Math.Abs(c.Shift)).ToList();
        if (beyond.Count == 0) return $"None of {Amounts.Of(drift.Categories.Count, "shift")} is beyond what random halves of the same models give.";
        return $"{Amounts.Of(beyond.Count, "shift")} of {drift.Categories.Count} {(beyond.Count == 1 ? "is" : "are")} beyond chance (adjusted p of at most 0.05), the largest {Amounts.Points(beyond[0].Shift)} in '{beyond[0].Name}'.";
    }
}
