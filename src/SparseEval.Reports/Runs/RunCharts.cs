using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>Charts of single runs and of validations.</summary>
internal static class RunCharts
{
    /// <summary>True where items were drawn in groups, which the design's name says.</summary>
    public static bool IsClustered(RunRecord record) => record.Design.Contains("cluster", StringComparison.Ordinal);

    public static ReportSection Context(RunRecord record, SamplingFrame? frame)
    {
        const string id = "truth", title = "The estimate among past models";
        if (frame?.History is not { } history) return ReportSection.Without(id, title, "There is no history of past models to set the estimate among.");
        var row = new double[frame.Count];
        var models = history.Models.Select((name, m) =>
        {
            history.CopyModel(m, row);
            var known = row.Where(y => !double.IsNaN(y)).ToArray();
            return (Name: name, Mean: known.Length > 0 ? known.Average() : (double?)null);
        }).Where(m => m.Mean is not null).OrderBy(m => m.Mean).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();
        var (shown, remark) = Thinning.Evenly(models, Thinning.Points, "score", "past model");
        var estimate = record.Estimate;
        return new(id, title)
        {
            Omitted = ["The full score of this model is not known from a run; 'sparseeval validate' runs the rest of the benchmark."],
            Charts =
            [
                new()
                {
                    Id = "past-models",
                    Title = "Past models and this estimate",
                    Summary = $"Past models score {Amounts.Short(models[0].Mean!.Value)} to {Amounts.Short(models[^1].Mean!.Value)}; {models.Count(m => m.Mean < estimate.Value)} of {models.Count} lie below the estimate of {Amounts.Short(estimate.Value)}.",
                    Note = $"Grey ticks: item-weighted means of past models. Blue: this estimate with its interval. {remark}".Trim(),
                    Table = Columns.Table(shown, m => [m.Name, m.Mean], Columns.Text("model", "model"), Columns.Score("mean", "mean score")),
                    Further = new Dictionary<string, ChartTable> { ["now"] = Columns.Table([estimate], e => [record.Engine.Model, e.Value, e.Interval?.Lower, e.Interval?.Upper], Columns.Text("model", "model"), Columns.Score("estimate", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper")) },
                    Drawing = """
                        { "width": "container", "height": 90, "layer": [
                          { "mark": { "type": "tick", "style": "faint", "thickness": 1.5, "size": 34, "opacity": 0.7 }, "encoding": { "x": { "field": "mean", "type": "quantitative", "title": "score", "scale": { "domain": [0, 1] } }, "tooltip": [{ "field": "model" }, { "field": "mean", "format": ".3f" }] } },
                          { "data": { "name": "now" }, "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 4 }, "encoding": { "x": { "field": "lower", "type": "quantitative" }, "x2": { "field": "upper" } } },
                          { "data": { "name": "now" }, "mark": { "type": "point", "size": 170 }, "encoding": { "x": { "field": "estimate", "type": "quantitative" }, "tooltip": [{ "field": "model" }, { "field": "estimate", "format": ".4f" }] } }
                        ] }
                        """,
                },
            ],
        };
    }

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
