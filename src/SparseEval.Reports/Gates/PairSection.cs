namespace SparseEval.Reports;

/// <summary>The items on which two models differ: what the difference is made of.</summary>
internal static class PairSection
{
    /// <param name="pairs">Items with both scores; empty where they are not known.</param>
    /// <param name="a">Name of the model.</param>
    /// <param name="b">Name of the other.</param>
    /// <param name="ending">Of the section's and chart's ids, which must differ.</param>
    /// <param name="about">Of the title, which should.</param>
    public static ReportSection Of(IReadOnlyList<PairedScore> pairs, string a, string b, string ending, string about)
    {
        var (id, title) = ($"discordant{ending}", $"Items on which the two differ{about}");
        if (pairs.Count == 0) return ReportSection.Without(id, title, "No item has both scores.");
        var unlike = pairs.Where(p => p.A != p.B).OrderBy(p => p.A - p.B).ThenBy(p => p.Item, StringComparer.Ordinal).ToList();
        var (shown, remark) = Thinning.First(unlike, Thinning.Rows, "what the model loses", "discordant item");
        (string Name, int Items)[] sides = [($"{a} scores less", pairs.Count(p => p.A < p.B)), ("both score the same", pairs.Count(p => p.A == p.B)), ($"{a} scores more", pairs.Count(p => p.A > p.B))];
        return new(id, title)
        {
            Lead = $"{a} scores more on {Amounts.Of(sides[2].Items, "item")} and less on {Amounts.Count(sides[0].Items)}; {Amounts.Count(sides[1].Items)} say nothing about the difference. Where a drop is real, the items that were lost are the place to look.",
            Charts =
            [
                new()
                {
                    Id = $"sides{ending}",
                    Title = $"Who scores more{about}",
                    Summary = $"{a} less than {b} on {Amounts.Count(sides[0].Items)}, the same on {Amounts.Count(sides[1].Items)}, more on {Amounts.Count(sides[2].Items)} of {Amounts.Of(pairs.Count, "item")}.",
                    Table = Columns.Table(sides, s => [s.Name, (double)s.Items], Columns.Text("side", "side"), Columns.Count("items", "items")),
                    Drawing = """
                        { "width": "container", "height": { "step": 30 }, "mark": { "type": "bar", "height": 16 }, "encoding": { "y": { "field": "side", "type": "nominal", "title": null, "sort": null },
                          "x": { "field": "items", "type": "quantitative", "title": "items" }, "tooltip": [{ "field": "side" }, { "field": "items" }] } }
                        """,
                },
            ],
            Tables = unlike.Count == 0 ? [] : [($"Discordant items{about}, losses first", Columns.Table(shown, p => [p.Item, p.A, p.B, p.A - p.B], Columns.Text("item", "item"), Columns.Score("a", a), Columns.Score("b", b), Columns.Score("difference", "difference")))],
            Omitted = unlike.Count == 0 ? ["Both score the same on every item, so there is none to list."] : remark == "" ? [] : [remark],
        };
    }
}
