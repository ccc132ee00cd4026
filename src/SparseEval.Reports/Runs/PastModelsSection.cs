using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>Where the estimate of a run stands among past models, since its full score is not known.</summary>
internal static class PastModelsSection
{
    private const string Id = "truth";
    private const string Title = "The estimate among past models";

    public static ReportSection Of(RunRecord record, SamplingFrame? frame)
    {
        if (frame?.History is not { } history) return ReportSection.Without(Id, Title, "There is no history of past models to set the estimate among.");
        var models = Means(history);
        if (models.Count == 0) return ReportSection.Without(Id, Title, "No past model has a score, so there is nothing to set the estimate among.");
        return new(Id, Title)
        {
            Omitted = ["The full score of this model is not known from a run; 'sparseeval validate' runs the rest of the benchmark."],
            Charts = [Draw(record, models)],
        };
    }

    /// <summary>Past models with a score, from the weakest to the strongest.</summary>
    private static IReadOnlyList<(string Name, double Mean)> Means(ResponseMatrix history)
    {
        var (row, means) = (new double[history.ItemIds.Count], new List<(string Name, double Mean)>());
        foreach (var (m, name) in history.Models.Index())
        {
            history.CopyModel(m, row);
            var known = row.Where(y => !double.IsNaN(y)).ToArray();
            if (known.Length > 0) means.Add((name, known.Average()));
        }
        return [.. means.OrderBy(m => m.Mean).ThenBy(m => m.Name, StringComparer.Ordinal)];
    }

    private static Chart Draw(RunRecord record, IReadOnlyList<(string Name, double Mean)> models)
    {
        var (estimate, below) = (record.Estimate, models.Count(m => m.Mean < record.Estimate.Value));
        var (shown, remark) = Thinning.Evenly(models, Thinning.Points, "score", "past model");
        return new()
        {
            Id = "past-models",
            Title = "Past models and this estimate",
            Summary = $"Past models score {Amounts.Short(models[0].Mean)} to {Amounts.Short(models[^1].Mean)}; " +
                $"{below} of {models.Count} lie below the estimate of {Amounts.Short(estimate.Value)}.",
            Note = $"Grey ticks: item-weighted means of past models. Blue: this estimate with its interval. {remark}".Trim(),
            Table = Columns.Table(shown, m => [m.Name, m.Mean], Columns.Text("model", "model"), Columns.Score("mean", "mean score")),
            Further = new Dictionary<string, ChartTable>
            {
                ["now"] = Columns.Table([estimate], e => [record.Engine.Model, e.Value, e.Interval?.Lower, e.Interval?.Upper],
                    Columns.Text("model", "model"), Columns.Score("estimate", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper")),
            },
            Drawing = """
                { "width": "container", "height": 90, "layer": [
                  { "mark": { "type": "tick", "style": "faint", "thickness": 1.5, "size": 34, "opacity": 0.7 }, "encoding": {
                    "x": { "field": "mean", "type": "quantitative", "title": "score", "scale": { "domain": [0, 1] } },
                    "tooltip": [{ "field": "model" }, { "field": "mean", "format": ".3f" }] } },
                  { "data": { "name": "now" }, "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 4 },
                    "encoding": { "x": { "field": "lower", "type": "quantitative" }, "x2": { "field": "upper" } } },
                  { "data": { "name": "now" }, "mark": { "type": "point", "size": 170 }, "encoding": {
                    "x": { "field": "estimate", "type": "quantitative" }, "tooltip": [{ "field": "model" }, { "field": "estimate", "format": ".4f" }] } }
                ] }
                """,
        };
    }
}
