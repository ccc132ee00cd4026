using System.Globalization;
using System.Text;

namespace SparseEval;

/// <summary>Fragments of HTML for notebooks.</summary>
internal static class DisplayHtml
{
    /// <summary>More rows than these are counted, not shown.</summary>
    public const int MostRows = 40;

    /// <summary>The characters that mean something become entities; control characters, which HTML forbids, U+FFFD.</summary>
    public static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        < ' ' and not '\n' and not '\t' or '\u007f' => "\ufffd",
        _ => c.ToString(),
    }));

    /// <summary>A table; cells that begin with a digit or sign stand to the right.</summary>
    public static string Table(string caption, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var html = new StringBuilder($"<table><caption>{Escape(caption)}</caption>");
        if (headings.Count > 0) html.Append($"<thead><tr>{string.Concat(headings.Select(h => $"<th scope=\"col\">{Escape(h)}</th>"))}</tr></thead>");
        html.Append("<tbody>");
        foreach (var row in rows.Take(MostRows)) html.Append($"<tr>{string.Concat(row.Select(Cell))}</tr>");
        html.Append("</tbody></table>");
        if (rows.Count > MostRows) html.Append($"<p>{rows.Count - MostRows} more rows are not shown.</p>");
        return html.ToString();
    }

    /// <summary>A table of names and values.</summary>
    public static string Facts(string caption, params IEnumerable<(string Name, string? Value)> facts) =>
        Table(caption, [], [.. facts.Where(f => f.Value is not null).Select(f => (IReadOnlyList<string>)[f.Name, f.Value!])]);

    /// <summary>The unit interval with an interval and an estimate in it, as inline SVG that speaks for itself.</summary>
    public static string Bar(double value, ConfidenceInterval? interval, string label)
    {
        var (low, high) = interval is null ? (value, value) : (Math.Clamp(interval.Lower, 0, 1), Math.Clamp(interval.Upper, 0, 1));
        static string X(double score) => (10 + 380 * score).ToString("0.#", CultureInfo.InvariantCulture);
        return $"<svg width=\"400\" height=\"34\" role=\"img\" aria-label=\"{Escape(label)}\"><line x1=\"10\" x2=\"390\" y1=\"14\" y2=\"14\" stroke=\"currentColor\" stroke-opacity=\"0.25\"/>" +
            $"<line x1=\"{X(low)}\" x2=\"{X(high)}\" y1=\"14\" y2=\"14\" stroke=\"#0072b2\" stroke-width=\"4\"/><circle cx=\"{X(Math.Clamp(value, 0, 1))}\" cy=\"14\" r=\"5\" fill=\"#0072b2\"/>" +
            "<text x=\"6\" y=\"31\" font-size=\"10\" fill=\"currentColor\">0</text><text x=\"387\" y=\"31\" font-size=\"10\" fill=\"currentColor\">1</text></svg>";
    }

    /// <summary>What a reader must know, worst first.</summary>
    public static string Remarks(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Count == 0 ? ""
        : $"<ul>{string.Concat(diagnostics.OrderByDescending(d => d.Severity).Select(d => $"<li>{d.Severity}: {Escape(d.Code)}: {Escape(d.Message)}</li>"))}</ul>";

    /// <summary>A score, share or p-value; a missing one is a dash.</summary>
    public static string Number(double? number, string format = "0.0000") => number?.ToString(format, CultureInfo.InvariantCulture) ?? "\u2013";

    private static string Cell(string text) => text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-') ? $"<td style=\"text-align:right\">{Escape(text)}</td>" : $"<td style=\"text-align:left\">{Escape(text)}</td>";
}
