namespace SparseEval.Reports;

/// <summary>What past models' scores say about the items.</summary>
internal static class QualitySection
{
    private const string Id = "item-quality";
    private const string Title = "Item quality";

    public static ReportSection Of(SamplingFrame? frame)
    {
        if (frame?.History is not { } history) return ReportSection.Without(Id, Title, "There is no history of past models, from which the quality of items is judged.");
        if (history.Models.Count < 4) return ReportSection.Without(Id, Title, $"The history has {Amounts.Of(history.Models.Count, "model")}; the quality of items needs at least 4.");
        var items = ItemQuality.Of(history);
        var flawed = items.Where(i => i.Flaw != ItemFlaw.None).OrderBy(i => Rank(i.Flaw)).ThenBy(i => i.Discrimination ?? 0).ThenBy(i => i.ItemId, StringComparer.Ordinal).ToList();
        var (shown, remark) = Thinning.First(flawed, Thinning.Rows, "gravity", "item");
        return new(Id, Title)
        {
            Lead = $"{Count(items, ItemFlaw.Dead)} of {Amounts.Of(items.Count, "item")} are dead (every past model has the same score), {Count(items, ItemFlaw.NegativeDiscrimination)} discriminate negatively beyond chance, and " +
                $"{Count(items, ItemFlaw.SuspectedKey)} more look as if their key were wrong: strong models mostly fail them, and do worse than weak ones. {Tested(items)} Look at these before you drop any; {remark}{(remark == "" ? "all are listed." : "")}",
            Charts = items.Any(i => i.Discrimination is not null) ? [Scatter(items)] : [],
            Tables = shown.Count == 0 ? [] : [("Items to look at", Columns.Table(shown, Row, Heads))],
            Omitted = items.Any(i => i.Discrimination is not null) ? [] : ["No item has scores that differ among 4 models or more, so discrimination cannot be said."],
        };
    }

    private static string Tested(IReadOnlyList<ItemQuality> items) => $"Tested were the {Amounts.Of(items.Count(i => i.PValue is not null), "item")} on which 3 or more of {Amounts.Of(items[0].DistinctModels, "different model")} " +
        "score otherwise than most; models that share answers count once.";

    private static readonly ChartColumn[] Heads =
    [
        Columns.Text("item", "item"), Columns.Text("flaw", "finding"), Columns.Score("mean", "mean score"), Columns.Score("discrimination", "item-rest correlation"),
        Columns.Score("strong", "strongest quarter"), Columns.Score("weak", "weakest quarter"), Columns.Count("models", "models"), Columns.Number("p", "p"),
    ];

    private static Chart Scatter(IReadOnlyList<ItemQuality> items)
    {
        var known = items.Where(i => i.Discrimination is not null).OrderBy(i => i.Discrimination).ThenBy(i => i.ItemId, StringComparer.Ordinal).ToList();
        var (sound, remark) = Thinning.Evenly(known.Where(i => i.Flaw == ItemFlaw.None).ToList(), Thinning.Points, "discrimination", "sound item");
        var (bad, more) = Thinning.Evenly(known.Where(i => i.Flaw != ItemFlaw.None).ToList(), Thinning.Points, "discrimination", "item with a finding");
        return new()
        {
            Id = "item-discrimination",
            Title = "Difficulty and discrimination of items",
            Summary = $"Item-rest correlation against mean score. The median correlation is {Amounts.Short(known[known.Count / 2].Discrimination!.Value)}; {Amounts.Share(known.Count(i => i.Discrimination < 0) / (double)known.Count)} of the items lie below 0.",
            Note = $"A good item separates strong from weak models: it lies high. Findings are permutation tests of ranks at a false discovery rate of 5\u00a0%. {remark} {more}".Trim(),
            Table = Columns.Table(sound.Concat(bad), Row, Heads),
            Drawing = """
                { "width": "container", "height": 320, "layer": [
                  { "data": { "values": [{ "zero": 0 }] }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "y": { "field": "zero", "type": "quantitative" } } },
                  { "mark": { "type": "point", "opacity": 0.65 }, "encoding": {
                    "x": { "field": "mean", "type": "quantitative", "title": "mean score of past models", "scale": { "domain": [0, 1] } },
                    "y": { "field": "discrimination", "type": "quantitative", "title": "item-rest correlation" },
                    "color": { "field": "flaw", "type": "nominal", "title": null, "scale": { "domain": ["sound", "suspected wrong key", "negative discrimination"] } },
                    "shape": { "field": "flaw", "type": "nominal", "title": null, "scale": { "domain": ["sound", "suspected wrong key", "negative discrimination"], "range": ["circle", "diamond", "triangle-down"] } },
                    "tooltip": [{ "field": "item" }, { "field": "flaw" }, { "field": "mean", "format": ".3f" }, { "field": "discrimination", "format": ".3f" }] } }
                ] }
                """,
        };
    }

    private static object?[] Row(ItemQuality item) => [item.ItemId, Name(item.Flaw), item.Mean, item.Discrimination, item.StrongMean, item.WeakMean, (double)item.Models, item.PValue];

    private static string Name(ItemFlaw flaw) => flaw switch
    {
        ItemFlaw.Dead => "dead",
        ItemFlaw.NegativeDiscrimination => "negative discrimination",
        ItemFlaw.SuspectedKey => "suspected wrong key",
        _ => "sound",
    };

    private static int Rank(ItemFlaw flaw) => flaw switch { ItemFlaw.SuspectedKey => 0, ItemFlaw.NegativeDiscrimination => 1, _ => 2 };

    private static string Count(IReadOnlyList<ItemQuality> items, ItemFlaw flaw) => Amounts.Count(items.Count(i => i.Flaw == flaw));
}
