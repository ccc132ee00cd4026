using System.Text;

namespace SparseEval.Reports;

/// <summary>The parts of the page between header and footer.</summary>
internal static class HtmlSection
{
    public static void Write(StringBuilder html, ReportSection section)
    {
        html.Append($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\">\n<h2 id=\"{section.Id}-title\">{HtmlText.Escape(section.Title)}</h2>\n");
        if (section.Lead != "") html.Append($"<p class=\"lead\">{HtmlText.Escape(section.Lead)}</p>\n");
        foreach (var chart in section.Charts) Figure(html, chart);
        foreach (var (caption, table) in section.Tables) html.Append($"{HtmlTable.Write(caption, table)}\n");
        foreach (var why in section.Omitted) html.Append($"<p class=\"omitted\">{HtmlText.Escape(why)}</p>\n");
        html.Append("</section>\n");
    }

    public static void WriteAssumptions(StringBuilder html, Report report)
    {
        html.Append("<section id=\"assumptions\" aria-labelledby=\"assumptions-title\">\n<h2 id=\"assumptions-title\">What this rests on</h2>\n");
        if (report.Diagnostics.Count == 0) html.Append("<p class=\"omitted\">No remark was made.</p>\n");
        else
        {
            html.Append("<ul class=\"remarks\">\n");
            foreach (var remark in report.Diagnostics.OrderByDescending(d => d.Severity))
                html.Append($"<li class=\"{remark.Severity.ToString().ToLowerInvariant()}\"><b>{remark.Severity}</b> <code>{HtmlText.Escape(remark.Code)}</code> {HtmlText.Escape(remark.Message)}</li>\n");
            html.Append("</ul>\n");
        }
        html.Append("<dl class=\"origin\">\n");
        foreach (var fact in report.Origin) html.Append($"<div><dt>{HtmlText.Escape(fact.Label)}</dt><dd>{HtmlText.Escape(fact.Value)}</dd></div>\n");
        html.Append("</dl>\n</section>\n");
    }

    private static void Figure(StringBuilder html, Chart chart)
    {
        html.Append($"<figure id=\"chart-{chart.Id}\" aria-labelledby=\"{chart.Id}-title\">\n<figcaption><h3 id=\"{chart.Id}-title\">{HtmlText.Escape(chart.Title)}</h3><p>{HtmlText.Escape(chart.Summary)}</p></figcaption>\n");
        html.Append($"<div class=\"chart\" data-chart=\"{chart.Id}\"></div>\n<noscript><p class=\"omitted\">Charts need scripts; the data stand below.</p></noscript>\n");
        if (chart.Note != "") html.Append($"<p class=\"note\">{HtmlText.Escape(chart.Note)}</p>\n");
        html.Append($"<details><summary>Data of this chart ({Amounts.Of(chart.Table.Rows.Count, "row")})</summary>\n{HtmlTable.Write(chart.Title, chart.Table)}\n</details>\n");
        // The encoder writes <, >, & and quotes as \u escapes, so no text of the data can end the element.
        html.Append($"<script type=\"application/json\" id=\"spec-{chart.Id}\">{chart.ToCompactJson()}</script>\n</figure>\n");
    }
}
