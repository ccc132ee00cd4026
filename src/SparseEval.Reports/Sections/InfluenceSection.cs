namespace SparseEval.Reports;

/// <summary>How much single items move the estimate.</summary>
internal static class InfluenceSection
{
    private const string Id = "influence";
    private const string Title = "Influence of single items";
    private const int Shown = 25;

    public static ReportSection Without(string why) => ReportSection.Without(Id, Title, why);

    public static ReportSection Of(IReadOnlyList<DrawnItem> items, string lead)
    {
        var known = items.Where(i => i.Effect is not null).OrderByDescending(i => Math.Abs(i.Effect!.Value)).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        if (known.Count == 0 || known.All(i => i.Effect == 0)) return Without("The estimator gives no influence values for these items (or all are 0), so none can be ranked.");
        var (top, all) = (known[0], known.Sum(i => i.Effect!.Value * i.Effect.Value));
        var shown = known.Take(Shown).ToList();
        return new(Id, Title)
        {
            Lead = $"{lead} An item's effect is its influence value over its probability: about how far the estimate would move without the item's deviation from what the estimator expected of it.",
            Charts =
            [
                new()
                {
                    Id = "influence-items",
                    Title = $"The {shown.Count} items that move the estimate most",
                    Summary = $"'{top.Id}' moves it by {Amounts.Points(Math.Abs(top.Effect!.Value))}. These {shown.Count} of {Amounts.Of(known.Count, "scored item")} make {Amounts.Share(shown.Sum(i => i.Effect!.Value * i.Effect.Value) / all)} of the sum of squared effects.",
                    Table = Columns.Table(shown, i => [i.Id, i.Stratum, i.Score, i.Probability, 100 * i.Effect!.Value], Columns.Text("item", "item"), Columns.Text("stratum", "stratum"), Columns.Score("score", "score"),
                        Columns.Score("probability", "probability"), Columns.Number("effect", "effect in points")),
                    Drawing = """
                        { "width": "container", "height": { "step": 18 }, "mark": "bar", "encoding": {
                          "y": { "field": "item", "type": "nominal", "title": null, "sort": null },
                          "x": { "field": "effect", "type": "quantitative", "title": "effect on the estimate, in points" },
                          "color": { "condition": { "test": "datum.effect < 0", "value": "var(--c2)" }, "value": "var(--c1)" },
                          "tooltip": [{ "field": "item" }, { "field": "stratum" }, { "field": "score" }, { "field": "effect", "format": ".3f" }] } }
                        """,
                },
            ],
        };
    }
}
