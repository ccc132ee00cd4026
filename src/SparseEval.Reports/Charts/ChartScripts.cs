namespace SparseEval.Reports;

/// <summary>Vega's programs as they stand in every report, for who draws specifications outside a page.</summary>
public static class ChartScripts
{
    /// <summary>Names and texts in the order in which they are to run: Vega 6, Vega-Lite 6, Vega-Embed 7, and <c>render.cjs</c>, which Node.js runs.</summary>
    /// <remarks><c>node render.cjs FILE.vl.json...</c>, with all four in one folder, writes an SVG beside each file.</remarks>
    public static IReadOnlyList<(string Name, string Text)> All =>
    [
        ("vega.min.js", Resource.Text("vega/vega.min.js")),
        ("vega-lite.min.js", Resource.Text("vega/vega-lite.min.js")),
        ("vega-embed.min.js", Resource.Text("vega/vega-embed.min.js")),
        ("render.cjs", Resource.Text("render.cjs")),
    ];
}
