namespace SparseEval.Reports;

/// <summary>Charts of comparisons.</summary>
internal static class ComparisonCharts
{
    public const int MostInMatrix = 30;
    private const int MostPairs = 60;

    public static Chart Differences(ComparisonFindings findings)
    {
        // The clearest differences first, where not all can be shown.
        var (shown, remark) = findings.Pairs.Count <= MostPairs ? (findings.Pairs, "") : Thinning.First([.. findings.Pairs.OrderByDescending(p => Math.Abs(p.Comparison.Difference))], MostPairs, "the size of the difference", "pair");
        return new()
        {
            Id = "differences-intervals",
            Title = findings.Pairs.Count == 1 ? "The difference with its interval" : "Differences with their intervals",
            Summary = findings.Sentence,
            Note = $"Line: interval of A less B. Point: estimate. Dashed: {(findings.Margin > 0 ? "0 and the margins" : "0")}. {remark}".Trim(),
            Table = Columns.Table(shown, p => [$"{p.A} \u2212 {p.B}", p.Verdict, p.Comparison.Difference, p.Comparison.Interval?.Lower, p.Comparison.Interval?.Upper],
                Columns.Text("pair", "pair"), Columns.Text("verdict", "A is"), Columns.Score("difference", "A less B"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper")),
            Further = new Dictionary<string, ChartTable> { ["bounds"] = Columns.Table(findings.Margin > 0 ? [-findings.Margin, 0.0, findings.Margin] : new[] { 0.0 }, b => [b], Columns.Score("bound", "bound")) },
            Drawing = """
                { "width": "container", "height": { "step": 30 }, "encoding": { "y": { "field": "pair", "type": "nominal", "title": null, "sort": null, "axis": { "labelLimit": 320 } } }, "layer": [
                  { "data": { "name": "bounds" }, "mark": { "type": "rule", "style": "reference" }, "encoding": { "y": null, "x": { "field": "bound", "type": "quantitative" } } },
                  { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 3 }, "encoding": { "x": { "field": "lower", "type": "quantitative", "title": "difference", "scale": { "zero": false, "padding": 10 } }, "x2": { "field": "upper" },
                    "color": { "field": "verdict", "type": "nominal", "title": null, "scale": { "domain": ["better", "worse", "equivalent", "undecided"], "range": ["var(--c3)", "var(--c2)", "var(--c1)", "var(--c8)"] } } } },
                  { "mark": { "type": "point", "size": 80 }, "encoding": { "x": { "field": "difference", "type": "quantitative" }, "color": { "value": "var(--ink)" },
                    "tooltip": [{ "field": "pair" }, { "field": "verdict" }, { "field": "difference", "format": "+.4f" }, { "field": "lower", "format": "+.4f" }, { "field": "upper", "format": "+.4f" }] } }
                ] }
                """,
        };
    }

    public static Chart Ranks(ComparisonFindings findings)
    {
        var ordered = findings.Models.OrderBy(m => m.Best).ThenBy(m => m.Worst).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();
        var (shown, remark) = Thinning.First(ordered, Thinning.Rows, "rank", "model");
        var first = ordered.Where(m => m.Best == 1).ToList();
        return new()
        {
            Id = "ranks-intervals",
            Title = "Ranks that each model may have",
            Summary = first.Count == 1 ? $"{first[0].Name} is first for sure; the others follow as shown." : $"{first.Count} of {ordered.Count} models may be first.",
            Note = $"A line reaches from a model's best to its worst rank; all ranks hold at once. {remark}".Trim(),
            Table = Columns.Table(shown, m => [m.Name, (double)m.Best, (double)m.Worst], Columns.Text("model", "model"), Columns.Count("best", "best rank"), Columns.Count("worst", "worst rank")),
            Drawing = """
                { "width": "container", "height": { "step": 24 }, "encoding": { "y": { "field": "model", "type": "nominal", "title": null, "sort": null } }, "layer": [
                  { "mark": { "type": "rule", "strokeWidth": 3 }, "encoding": { "x": { "field": "best", "type": "quantitative", "title": "rank", "scale": { "zero": false, "nice": false, "padding": 12 }, "axis": { "tickMinStep": 1, "format": "d" } }, "x2": { "field": "worst" } } },
                  { "mark": { "type": "point", "size": 70 }, "encoding": { "x": { "field": "best", "type": "quantitative" }, "tooltip": [{ "field": "model" }, { "field": "best" }, { "field": "worst" }] } },
                  { "mark": { "type": "point", "size": 70 }, "encoding": { "x": { "field": "worst", "type": "quantitative" }, "tooltip": [{ "field": "model" }, { "field": "best" }, { "field": "worst" }] } }
                ] }
                """,
        };
    }

    public static Chart Matrix(ComparisonFindings findings)
    {
        var place = findings.Models.Index().ToDictionary(m => m.Item.Name, m => (double)(m.Index + 1));
        var cells = findings.Pairs.SelectMany(p => new[] { (p.A, p.B, p.Comparison.Difference, p.Verdict), (A: p.B, B: p.A, Difference: -p.Comparison.Difference, Verdict: p.Verdict switch { "better" => "worse", "worse" => "better", var same => same }) }).ToList();
        var widest = findings.Pairs.MaxBy(p => Math.Abs(p.Comparison.Difference))!;
        return new()
        {
            Id = "pairs-matrix",
            Title = "Every model against every other",
            Summary = $"The widest difference is {Amounts.Points(Math.Abs(widest.Comparison.Difference))}, between {widest.A} and {widest.B}; {findings.Pairs.Count(p => p.Verdict == "undecided")} of {findings.Pairs.Count} pairs are undecided.",
            Note = "Row less column, in points. + better, \u2212 worse, = equivalent, ? undecided.",
            Table = Columns.Table(cells, c => [c.A, c.B, c.Difference * 100, c.Verdict, c.Verdict switch { "better" => "+", "worse" => "\u2212", "equivalent" => "=", _ => "?" }, place[c.A], place[c.B]],
                Columns.Text("a", "row"), Columns.Text("b", "column"), Columns.Number("points", "row less column, points"), Columns.Text("verdict", "row is"), Columns.Text("sign", "sign"), Columns.Count("down", "row no."), Columns.Count("across", "column no.")),
            Drawing = """
                { "width": "container", "height": { "step": 26 }, "encoding": { "y": { "field": "a", "type": "nominal", "title": null, "sort": { "field": "down", "op": "min" } }, "x": { "field": "b", "type": "nominal", "title": null, "sort": { "field": "across", "op": "min" }, "axis": { "labelAngle": -35, "labelLimit": 140 } } }, "layer": [
                  { "mark": { "type": "rect", "opacity": 0.55 }, "encoding": { "color": { "field": "verdict", "type": "nominal", "title": null, "scale": { "domain": ["better", "worse", "equivalent", "undecided"], "range": ["var(--c3)", "var(--c2)", "var(--c1)", "var(--c8)"] } },
                    "tooltip": [{ "field": "a" }, { "field": "b" }, { "field": "points", "format": "+.2f" }, { "field": "verdict" }] } },
                  { "mark": { "type": "text", "color": "var(--ink)", "fontSize": 13 }, "encoding": { "text": { "field": "sign" } } }
                ] }
                """,
        };
    }

    /// <summary>What the compared runs cost, whenever they ran.</summary>
    public static ReportSection Spent(ComparisonFindings findings)
    {
        const string id = "savings", title = "What the runs cost and saved";
        if (findings.Runs.Count == 0) return ReportSection.Without(id, title, "Scores without runs were compared, so nothing is known of what they cost.");
        return new(id, title)
        {
            Lead = "Of each run, whenever it was made; answers from the response cache count at their original cost.",
            Charts =
            [
                new()
                {
                    Id = "savings-runs",
                    Title = "Share of the benchmark that each run took",
                    Summary = string.Join(", ", findings.Runs.Take(6).Select(r => $"{r.Engine.Model} {Amounts.Count(r.Items.Count)} of {Amounts.Of(r.Benchmark.Items, "item")}")) + ".",
                    Table = Columns.Table(findings.Runs, r => [r.Engine.Model, (double)r.Items.Count, (double)r.Benchmark.Items, r.Items.Count / (double)r.Benchmark.Items, (double)r.Items.Sum(i => i.Cost.InputTokens), (double)r.Items.Sum(i => i.Cost.OutputTokens), r.Items.Sum(i => i.Cost.EngineTime.TotalSeconds), r.Ledger.Saved.Figures.EngineSeconds?.Value],
                        Columns.Text("model", "model"), Columns.Count("items", "items run"), Columns.Count("of", "of"), Columns.Share("share", "share run"), Columns.Count("input", "input tokens"), Columns.Count("output", "output tokens"), Columns.Number("seconds", "engine seconds"), Columns.Number("saved", "engine seconds saved")),
                    Drawing = """
                        { "width": "container", "height": { "step": 28 }, "mark": { "type": "bar", "height": 15 }, "encoding": { "y": { "field": "model", "type": "nominal", "title": null, "sort": null },
                          "x": { "field": "share", "type": "quantitative", "title": "share of the benchmark run", "scale": { "domain": [0, 1] }, "axis": { "format": ".0%" } }, "tooltip": [{ "field": "model" }, { "field": "items" }, { "field": "of" }, { "field": "seconds", "format": ",.4~g" }] } }
                        """,
                },
            ],
        };
    }
}
