namespace SparseEval.Reports;

/// <summary>Which items were drawn, and why these.</summary>
internal static class DrawnSection
{
    private const string Id = "drawn-items";
    private const string Title = "Which items were drawn, and why";

    public static ReportSection Without(string why) => ReportSection.Without(Id, Title, why);

    /// <param name="items">Drawn, in the benchmark's order.</param>
    /// <param name="population">Number of items in the benchmark.</param>
    /// <param name="design">Its name.</param>
    /// <param name="strata">Items of the benchmark in each stratum, where known.</param>
    /// <param name="frame">For the spread of past models' scores; null without.</param>
    /// <param name="lead">What to know before.</param>
    public static ReportSection Of(IReadOnlyList<DrawnItem> items, int population, string design, IReadOnlyDictionary<string, int>? strata, SamplingFrame? frame, string lead)
    {
        var spread = Spread(frame);
        var (shown, remark) = Thinning.Evenly(items, Thinning.Rows, "their place in the benchmark", "drawn item");
        var groups = Groups(items, strata);
        return new(Id, Title)
        {
            Lead = $"{lead} The design {design} drew {Amounts.Count(items.Count)} of {Amounts.Of(population, "item")}. An item counts for as many items of the benchmark as its probability says: one drawn with probability 0.1 stands for 10.",
            Charts = [.. groups.Count is >= 2 and <= 60 ? [Strata(groups, population, items.Count)] : Array.Empty<Chart>(), .. spread is null ? Array.Empty<Chart>() : [Probabilities(shown, spread, remark)]],
            Tables = [("Drawn items", Columns.Table(shown, i => [i.Id, i.Stratum, i.Probability, 1 / i.Probability, i.Score, spread is null ? null : spread[i.Position]],
                Columns.Text("item", "item"), Columns.Text("stratum", "stratum"), Columns.Score("probability", "probability"), Columns.Number("stands", "stands for"), Columns.Score("score", "score"), Columns.Score("spread", "spread of past scores")))],
            Omitted = [.. groups.Count is >= 2 and <= 60 ? [] : new[] { groups.Count < 2 ? "The design divided the benchmark into no strata, so shares by stratum are not shown." : $"{groups.Count} strata are too many to show." },
                .. spread is null ? ["Without a history there is no spread of past scores that could have steered the draw."] : Array.Empty<string>(), .. remark == "" ? [] : new[] { remark }],
        };
    }

    private static IReadOnlyList<(string Name, double Items, int Drawn)> Groups(IReadOnlyList<DrawnItem> items, IReadOnlyDictionary<string, int>? strata) =>
        [.. items.GroupBy(i => i.Stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, strata is not null && strata.TryGetValue(g.Key, out var all) ? all : g.Sum(i => 1 / i.Probability), g.Count()))];

    private static Chart Strata(IReadOnlyList<(string Name, double Items, int Drawn)> groups, int population, int drawn)
    {
        var most = groups.MaxBy(g => g.Drawn / g.Items);
        var least = groups.MinBy(g => g.Drawn / g.Items);
        return new()
        {
            Id = "strata",
            Title = "Share of the benchmark and of the draw by stratum",
            Summary = $"'{most.Name}' was drawn most densely ({Amounts.Share(most.Drawn / most.Items)} of its items), '{least.Name}' least ({Amounts.Share(least.Drawn / least.Items)}).",
            Note = "Bar: share of the draw. Tick: share of the benchmark. Where the bar passes the tick, the allocation spends more than in proportion.",
            Table = Columns.Table(groups, g => [g.Name, g.Items, (double)g.Drawn, g.Items / population, g.Drawn / (double)drawn, g.Drawn / g.Items], Columns.Text("stratum", "stratum"), Columns.Count("items", "items"),
                Columns.Count("drawn", "drawn"), Columns.Share("share", "of the benchmark"), Columns.Share("drawnShare", "of the draw"), Columns.Share("rate", "drawn of its items")),
            Drawing = """
                { "width": "container", "height": { "step": 26 }, "encoding": { "y": { "field": "stratum", "type": "nominal", "title": null, "sort": null } }, "layer": [
                  { "mark": { "type": "bar", "height": 13, "opacity": 0.85 }, "encoding": { "x": { "field": "drawnShare", "type": "quantitative", "title": "share", "axis": { "format": ".1~%" } },
                    "tooltip": [{ "field": "stratum" }, { "field": "items" }, { "field": "drawn" }, { "field": "rate", "format": ".1%" }] } },
                  { "mark": { "type": "tick", "style": "accent", "thickness": 3, "size": 20 }, "encoding": { "x": { "field": "share", "type": "quantitative" } } }
                ] }
                """,
        };
    }

    private static Chart Probabilities(IReadOnlyList<DrawnItem> items, double[] spread, string remark)
    {
        var (least, most) = (items.Min(i => i.Probability), items.Max(i => i.Probability));
        return new()
        {
            Id = "probabilities",
            Title = "Probability of each drawn item against how much past models differ on it",
            Summary = most - least < 1e-9 ? $"Every item had the same probability, {Amounts.Short(most)}: chance alone decided."
                : $"Probabilities run from {Amounts.Short(least)} to {Amounts.Short(most)}; the design gave more chance where its rule expected more to be learnt.",
            Note = remark,
            Table = Columns.Table(items, i => [i.Id, i.Stratum, spread[i.Position], i.Probability], Columns.Text("item", "item"), Columns.Text("stratum", "stratum"), Columns.Score("spread", "standard deviation of past scores"), Columns.Score("probability", "probability")),
            Drawing = """
                { "width": "container", "height": 240, "mark": { "type": "point", "opacity": 0.5 }, "encoding": {
                  "x": { "field": "spread", "type": "quantitative", "title": "standard deviation of past models' scores" },
                  "y": { "field": "probability", "type": "quantitative", "title": "probability of being drawn", "scale": { "zero": true } },
                  "tooltip": [{ "field": "item" }, { "field": "stratum" }, { "field": "probability", "format": ".3f" }] } }
                """,
        };
    }

    private static double[]? Spread(SamplingFrame? frame)
    {
        if (frame?.History is not { } history) return null;
        var (count, sum, square, row) = (new int[frame.Count], new double[frame.Count], new double[frame.Count], new double[frame.Count]);
        for (var m = 0; m < history.Models.Count; m++)
        {
            history.CopyModel(m, row);
            for (var i = 0; i < row.Length; i++)
                if (!double.IsNaN(row[i])) (count[i], sum[i], square[i]) = (count[i] + 1, sum[i] + row[i], square[i] + row[i] * row[i]);
        }
        return [.. count.Select((n, i) => n > 0 ? Math.Sqrt(Math.Max(0, square[i] / n - sum[i] / n * (sum[i] / n))) : 0)];
    }
}
