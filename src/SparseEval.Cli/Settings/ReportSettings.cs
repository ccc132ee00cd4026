namespace SparseEval.Cli.Settings;

/// <summary>Reports and charts, of every verb that has results to show.</summary>
internal static class ReportSettings
{
    public static readonly Setting Report = new("report", "Also writes a report with charts to this file, one HTML page that loads nothing; -o with a name in .html does the same.") { ValueName = "file", IsPath = true };
    public static readonly Setting Charts = new("charts", "Also writes each chart of the report into this folder: Vega-Lite JSON, SVG (where Node.js is) and PNG (where rsvg-convert is).") { ValueName = "folder", IsPath = true };

    public static IReadOnlyList<Setting> Own => [Report, Charts];
}
