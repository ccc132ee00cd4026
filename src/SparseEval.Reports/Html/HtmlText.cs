using System.Text;

namespace SparseEval.Reports;

/// <summary>Text on its way into HTML.</summary>
internal static class HtmlText
{
    /// <summary>For elements and quoted attributes: the five characters that mean something become entities, control characters that HTML forbids become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < 32 and not '\n' and not '\t' or 127 => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        return escaped.ToString();
    }
}
