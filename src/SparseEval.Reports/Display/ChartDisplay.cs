namespace SparseEval.Reports;

/// <summary>A chart as notebooks draw it: Vega-Lite under the MIME type that Jupyter and Visual Studio Code know, which is that of version 5; the drawings use nothing that version 6 brought.</summary>
internal sealed class ChartDisplay : DisplaySource<Chart>
{
    public const string VegaLite = "application/vnd.vegalite.v5+json";

    protected override IEnumerable<DisplayFormatter> Others =>
        [new(VegaLite, typeof(Chart), chart => ((Chart)chart).ToVegaLite().Replace("/schema/vega-lite/v6.json", "/schema/vega-lite/v5.json", StringComparison.Ordinal))];

    /// <summary>For front ends that do not draw: what the chart says, and its data.</summary>
    protected override string Html(Chart value) => $"<p><b>{DisplayHtml.Escape(value.Title)}</b> {DisplayHtml.Escape(value.Summary)} {DisplayHtml.Escape(value.Note)}</p>"
        + DisplayHtml.Table(value.Title, [.. value.Table.Columns.Select(c => c.Title)], [.. value.Table.Rows.Select((row, r) => (IReadOnlyList<string>)[.. row.Select((_, c) => value.Table.Text(r, c))])]);
}
