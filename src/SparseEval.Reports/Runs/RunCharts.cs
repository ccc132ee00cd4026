using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>Charts of single runs and of validations.</summary>
internal static class RunCharts
{
    /// <summary>One interval for each seed, with the full score.</summary>
    public static Chart Seeds(IReadOnlyList<ValidationRecord> validations)
    {
        var known = validations.Where(v => v.FullScore is not null).ToList();
        var full = known.Count > 0 ? known[0].FullScore : null;
        var judged = validations.Where(v => v.IsCovered is not null).ToList();
        var values = validations.Select(v => v.Run.Estimate.Value).ToArray();
        return new()
        {
            Id = "seeds",
            Title = "Estimate against full score, seed by seed",
            Summary = (full is { } score ? $"The full score is {Amounts.Score(score)}; " : "The full score is not known; ") +
                (judged.Count > 0 ? $"{judged.Count(v => v.IsCovered == true)} of {judged.Count} intervals hold it. " : "no interval could be judged. ") + $"Estimates run from {Amounts.Score(values.Min())} to {Amounts.Score(values.Max())}.",
            Note = "The dashed line is the full score.",
            Table = Columns.Table(validations, v => [$"{v.Run.Seed}", v.Run.Estimate.Value, v.Run.Estimate.Interval?.Lower, v.Run.Estimate.Interval?.Upper, v.FullScore, v.IsCovered switch { true => "holds", false => "misses", null => "none" }, (double)v.Run.Estimate.SampleSize],
                Columns.Text("seed", "seed"), Columns.Score("estimate", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper"), Columns.Score("full", "full score"), Columns.Text("holds", "interval"), Columns.Count("items", "items")),
            Further = new Dictionary<string, ChartTable> { ["truth"] = Columns.Table(full is null ? [] : new[] { full.Value }, f => [f], Columns.Score("full", "full score")) },
            Drawing = """
                { "width": "container", "height": 280, "encoding": { "x": { "field": "seed", "type": "nominal", "title": "seed", "sort": null, "axis": { "labelAngle": 0, "labelOverlap": true } } }, "layer": [
                  { "data": { "name": "truth" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "x": null, "y": { "field": "full", "type": "quantitative" } } },
                  { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 2 }, "encoding": { "y": { "field": "lower", "type": "quantitative", "title": "score", "scale": { "zero": false } }, "y2": { "field": "upper" },
                    "color": { "field": "holds", "type": "nominal", "title": null, "scale": { "domain": ["holds", "misses"] } } } },
                  { "mark": { "type": "point", "size": 80 }, "encoding": { "y": { "field": "estimate", "type": "quantitative" }, "color": { "field": "holds", "type": "nominal", "title": null, "scale": { "domain": ["holds", "misses"] } },
                    "shape": { "field": "holds", "type": "nominal", "title": null, "scale": { "domain": ["holds", "misses"], "range": ["circle", "triangle-up"] } },
                    "tooltip": [{ "field": "seed" }, { "field": "estimate", "format": ".4f" }, { "field": "lower", "format": ".4f" }, { "field": "upper", "format": ".4f" }] } }
                ] }
                """,
        };
    }
}
