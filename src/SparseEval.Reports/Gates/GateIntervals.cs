namespace SparseEval.Reports;

/// <summary>Every interval against what it must reach: one chart for thresholds, one for drops, one for relative drops, which have different scales.</summary>
internal static class GateIntervals
{
    private static readonly (string Kind, string Id, string Title, string Axis)[] Kinds =
    [
        ("threshold", "against-threshold", "Intervals against thresholds", "score"),
        ("max-drop", "against-drop", "Differences against allowed drops", "model less baseline"),
        ("max-relative-drop", "against-relative-drop", "Differences against allowed relative drops", "model less the share of the baseline that it must keep"),
    ];

    public static ReportSection Section(IReadOnlyList<GatedBenchmark> all) => new("intervals", "The interval decides")
    {
        Lead = "GO where the whole interval meets the criterion, NO-GO where the whole interval fails it, INCONCLUSIVE where it holds values of both kinds. The estimate itself decides nothing.",
        Charts = [.. Kinds.Select(kind => Chart(kind, [.. all.Where(b => b.Decision.Criterion.Kind == kind.Kind && b.Decision.Value is not null)])).OfType<Chart>()],
        Omitted = [.. all.Where(b => b.Decision.Value is null).Select(b => $"Of {b.Benchmark} too little is scored to show anything.")],
    };

    private static Chart? Chart((string Kind, string Id, string Title, string Axis) kind, IReadOnlyList<GatedBenchmark> rows) => rows.Count == 0 ? null : new()
    {
        Id = kind.Id,
        Title = rows.Count == 1 ? kind.Title.Replace("Intervals", "The interval", StringComparison.Ordinal).Replace("Differences", "The difference", StringComparison.Ordinal).Replace("thresholds", "the threshold", StringComparison.Ordinal).Replace("allowed", "the allowed", StringComparison.Ordinal).Replace("drops", "drop", StringComparison.Ordinal) : kind.Title,
        Summary = string.Join(' ', rows.Take(4).Select(b => b.Sentence)) + (rows.Count > 4 ? $" And {rows.Count - 4} more in the table." : ""),
        Note = "Line: interval. Point: estimate. Diamond: what must be reached at least; the part of a line to its right meets the criterion.",
        Table = Columns.Table(rows, b => [b.Benchmark, GateContent.Word(b.Decision.Outcome), b.Decision.Value, b.Decision.Interval?.Lower, b.Decision.Interval?.Upper, b.Decision.Criterion.Least],
            Columns.Text("benchmark", "benchmark"), Columns.Text("verdict", "verdict"), Columns.Score("value", "estimate"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper"), Columns.Score("bound", "must be at least")),
        Drawing = """
            { "width": "container", "height": { "step": 42 }, "encoding": { "y": { "field": "benchmark", "type": "nominal", "title": null, "sort": null } }, "layer": [
              { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 4 }, "encoding": { "x": { "field": "lower", "type": "quantitative", "title": "AXIS", "scale": { "zero": false, "padding": 14 } }, "x2": { "field": "upper" },
                "color": { "field": "verdict", "type": "nominal", "title": null, "scale": { "domain": ["GO", "NO-GO", "INCONCLUSIVE"], "range": ["var(--c3)", "var(--c2)", "var(--c8)"] } } } },
              { "mark": { "type": "point", "size": 110 }, "encoding": { "x": { "field": "value", "type": "quantitative" }, "color": { "value": "var(--ink)" },
                "tooltip": [{ "field": "benchmark" }, { "field": "verdict" }, { "field": "value", "format": ".4f" }, { "field": "lower", "format": ".4f" }, { "field": "upper", "format": ".4f" }, { "field": "bound", "format": ".4f" }] } },
              { "mark": { "type": "point", "shape": "diamond", "size": 150, "filled": false, "strokeWidth": 2.5, "color": "var(--ink)" }, "encoding": { "x": { "field": "bound", "type": "quantitative" } } },
              { "mark": { "type": "tick", "thickness": 2, "size": 34, "color": "var(--ink)" }, "encoding": { "x": { "field": "bound", "type": "quantitative" } } }
            ] }
            """.Replace("AXIS", kind.Axis, StringComparison.Ordinal),
    };
}
