using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Reports;

/// <summary>
/// Writes a report as one file. Its policy allows no loading at all and only the scripts whose hashes it names, so nothing that stands in data can run; what stands in data is escaped besides.
/// </summary>
internal static class HtmlWriter
{
    public static string Write(Report report)
    {
        var scripts = new[] { "vega/vega.min.js", "vega/vega-lite.min.js", "vega/vega-embed.min.js", "page.js" }.Select(Resource.Text).ToArray();
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy(scripts)}\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Append($"<title>{HtmlText.Escape(report.Title)}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{Resource.Text("page.css")}</style>\n</head>\n<body>\n");
        html.Append("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
        Header(html, report);
        html.Append("<main id=\"main\" tabindex=\"-1\">\n");
        foreach (var section in report.Sections) HtmlSection.Write(html, section);
        HtmlSection.WriteAssumptions(html, report);
        html.Append("</main>\n<footer><p>Made by SparseEval. Charts by Vega, Vega-Lite and Vega-Embed, BSD 3-Clause licence; its text stands in this file's source.</p></footer>\n");
        html.Append($"<script type=\"application/json\" id=\"theme\">{ChartTheme.Variables.Replace("<", "\\u003c", StringComparison.Ordinal)}</script>\n");
        html.Append($"<!-- Vega, Vega-Lite, Vega-Embed\n{Resource.Text("vega/LICENSE").Replace("--", "- -", StringComparison.Ordinal)}-->\n");
        foreach (var script in scripts) html.Append($"<script>{script}</script>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Policy(IEnumerable<string> scripts) => "default-src 'none'; script-src " +
        string.Join(' ', scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s)))}'")) +
        "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static void Header(StringBuilder html, Report report)
    {
        html.Append($"<header>\n<p class=\"brand\">SparseEval</p>\n<h1>{HtmlText.Escape(report.Title)}</h1>\n<p class=\"subtitle\">{HtmlText.Escape(report.Subtitle)}</p>\n");
        html.Append($"<p class=\"verdict {report.Verdict.State.ToString().ToLowerInvariant()}\">{HtmlText.Escape(report.Verdict.Text)}</p>\n");
        if (report.Figures.Count > 0)
        {
            html.Append("<dl class=\"figures\">\n");
            foreach (var figure in report.Figures)
                html.Append($"<div><dt>{HtmlText.Escape(figure.Label)}</dt><dd>{HtmlText.Escape(figure.Value)}{(figure.Detail == "" ? "" : $"<span>{HtmlText.Escape(figure.Detail)}</span>")}</dd></div>\n");
            html.Append("</dl>\n");
        }
        html.Append("<nav aria-label=\"Sections\"><ul>");
        foreach (var section in report.Sections) html.Append($"<li><a href=\"#{section.Id}\">{HtmlText.Escape(section.Title)}</a></li>");
        html.Append("<li><a href=\"#assumptions\">What this rests on</a></li></ul></nav>\n</header>\n");
    }
}
