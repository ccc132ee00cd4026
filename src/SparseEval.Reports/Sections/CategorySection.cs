namespace SparseEval.Reports;

/// <summary>Scores by category, with the full ones where they are known.</summary>
internal static class CategorySection
{
    private const string Id = "categories";
    private const string Title = "By category";

    public static ReportSection Without(string why) => ReportSection.Without(Id, Title, why);

    /// <param name="frame">Benchmark and history; null leaves the section out.</param>
    /// <param name="items">Drawn.</param>
    /// <param name="hindrance">Why no interval holds for a category, or null.</param>
    /// <param name="confidence">Of the intervals.</param>
    /// <param name="truth">Full scores of all items in the benchmark's order, or null where unknown.</param>
    /// <param name="whose">Whose scores they are.</param>
    public static ReportSection Of(SamplingFrame? frame, IReadOnlyList<DrawnItem> items, string? hindrance, double confidence, IReadOnlyList<double?>? truth, string whose)
    {
        if (frame is null) return Without("The benchmark is not at hand, so items cannot be told apart by category.");
        if (CategoryField.Of(frame.Benchmark, items.Select(i => i.Stratum).ToHashSet(StringComparer.Ordinal)) is not { } field) return Without(CategoryField.None);
        var values = CategoryValue.Of(frame, field, items, hindrance is null, confidence);
        var full = values.Select(v => Truth(frame.Benchmark, field, v.Name, truth)).ToArray();
        return new(Id, Title)
        {
            Lead = $"{whose} {Lead(values, hindrance, confidence)}",
            Charts = [Draw(field, values, full)],
        };
    }

    private static string Lead(IReadOnlyList<CategoryValue> values, string? hindrance, double confidence) => hindrance is not null ? $"No interval is given for a category: {hindrance}."
        : $"Each interval is for its category alone ({Amounts.Level(confidence)}), from the drawn items of the category without the history; the intervals do not hold all at once." +
            (values.Any(v => v.Interval is null) ? " None is given where fewer than 2 items have a score, or where they were drawn with unequal probabilities." : "");

    private static double? Truth(Benchmark benchmark, string field, string name, IReadOnlyList<double?>? truth)
    {
        if (truth is null) return null;
        var scores = benchmark.Items.Index().Where(i => i.Item[field] == name).Select(i => truth[i.Index]).ToArray();
        return scores.All(s => s is not null) ? scores.Average() : null;
    }

    private static Chart Draw(string field, IReadOnlyList<CategoryValue> values, double?[] full)
    {
        var judged = values.Select((v, k) => (v.Interval, Full: full[k])).Where(v => v.Interval is not null && v.Full is not null).ToList();
        var held = judged.Count(v => v.Interval!.Contains(v.Full!.Value));
        var known = values.Where(v => v.Estimate is not null).ToList();
        return new()
        {
            Id = "category-scores",
            Title = $"Scores by {field}",
            Summary = (known.Count == 0 ? "No category has a scored item." : $"From {Amounts.Short(known.Min(v => v.Estimate!.Value))} in '{known.MinBy(v => v.Estimate)!.Name}' to {Amounts.Short(known.Max(v => v.Estimate!.Value))} in '{known.MaxBy(v => v.Estimate)!.Name}'.") +
                (judged.Count > 0 ? $" {held} of {judged.Count} intervals hold the category's full score." : ""),
            Note = (values.Any(v => v.Interval is not null) ? "Blue: estimate with interval." : "Blue: estimate.") + (full.Any(f => f is not null) ? " Orange diamond: full score." : "") + (values.Any(v => v.Past is not null) ? " Grey bar: mean of past models." : ""),
            Table = Columns.Table(values.Select((v, k) => (v, k)), p => [p.v.Name, (double)p.v.Items, (double)p.v.Drawn, p.v.Estimate, p.v.Interval?.Lower, p.v.Interval?.Upper, full[p.k], p.v.Past],
                Columns.Text("category", field), Columns.Count("items", "items"), Columns.Count("drawn", "scored"), Columns.Score("estimate", "estimate"), Columns.Score("lower", "lower"),
                Columns.Score("upper", "upper"), Columns.Score("full", "full score"), Columns.Score("past", "past models")),
            Drawing = """
                { "width": "container", "height": { "step": 26 }, "encoding": { "y": { "field": "category", "type": "nominal", "title": null, "sort": null } }, "layer": [
                  { "transform": [{ "filter": "isValid(datum.past)" }], "mark": { "type": "tick", "style": "faint", "thickness": 3, "size": 16 }, "encoding": { "x": { "field": "past", "type": "quantitative" } } },
                  { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 2.2 }, "encoding": { "x": { "field": "lower", "type": "quantitative" }, "x2": { "field": "upper" } } },
                  { "transform": [{ "filter": "isValid(datum.estimate)" }], "mark": { "type": "point", "size": 80 }, "encoding": { "x": { "field": "estimate", "type": "quantitative", "title": "score", "scale": { "domain": [0, 1] } },
                    "tooltip": [{ "field": "category" }, { "field": "items" }, { "field": "drawn" }, { "field": "estimate", "format": ".3f" }, { "field": "lower", "format": ".3f" }, { "field": "upper", "format": ".3f" }, { "field": "full", "format": ".3f" }] } },
                  { "transform": [{ "filter": "isValid(datum.full)" }], "mark": { "type": "point", "style": "accent", "shape": "diamond", "size": 90 }, "encoding": { "x": { "field": "full", "type": "quantitative" } } }
                ] }
                """,
        };
    }
}
