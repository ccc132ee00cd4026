namespace SparseEval.Reports;

/// <summary>Items that many gates had nothing to run for.</summary>
internal static class GateSavings
{
    public static ReportSection Section(IReadOnlyList<GatedBenchmark> all) => new("savings", "What was saved")
    {
        Lead = "Items are counted, and engine seconds of runs that this gate made; what a record or a scores file cost is its own matter.",
        Charts =
        [
            new()
            {
                Id = "savings-items",
                Title = "Items judged of each benchmark",
                Summary = string.Join(", ", all.Take(6).Select(b => $"{b.Benchmark} {Amounts.Count(b.Decision.Items)} of {Amounts.Count(b.Decision.Population)}")) + (all.Count > 6 ? $", and {all.Count - 6} more." : "."),
                Table = Columns.Table(all, b => [b.Benchmark, (double)b.Decision.Items, (double)b.Decision.Unscored, (double)b.Decision.Population, b.Decision.Population == 0 ? null : b.Decision.Items / (double)b.Decision.Population, b.Record?.Items.Where(i => !i.Cached).Sum(i => i.Cost.EngineTime.TotalSeconds)],
                    Columns.Text("benchmark", "benchmark"), Columns.Count("items", "items"), Columns.Count("unscored", "without a score"), Columns.Count("population", "of"), Columns.Share("share", "share judged"), Columns.Number("seconds", "engine seconds")),
                Drawing = """
                    { "width": "container", "height": { "step": 26 }, "mark": { "type": "bar", "height": 14 }, "encoding": { "y": { "field": "benchmark", "type": "nominal", "title": null, "sort": null },
                      "x": { "field": "share", "type": "quantitative", "title": "share of the benchmark that was judged", "scale": { "domain": [0, 1] }, "axis": { "format": ".0%" } }, "tooltip": [{ "field": "benchmark" }, { "field": "items" }, { "field": "population" }] } }
                    """,
            },
        ],
    };
}
