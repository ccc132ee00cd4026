using System.Globalization;
using System.Text;

namespace SparseEval.Reports;

/// <summary>Tables that a reader sorts with buttons in their headings.</summary>
internal static class HtmlTable
{
    public static string Write(string caption, ChartTable table)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{HtmlText.Escape(caption)}\"><table><caption>{HtmlText.Escape(caption)}</caption><thead><tr>");
        for (var c = 0; c < table.Columns.Count; c++)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" aria-sort=\"none\"{Class(table, c)}><button type=\"button\">{HtmlText.Escape(table.Columns[c].Title)}</button></th>");
        html.Append("</tr></thead><tbody>\n");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            html.Append("<tr>");
            for (var c = 0; c < table.Columns.Count; c++) Cell(html, table, r, c);
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>Numbers carry their value for sorting, since what is printed is rounded.</summary>
    private static void Cell(StringBuilder html, ChartTable table, int row, int column)
    {
        var text = HtmlText.Escape(table.Text(row, column));
        if (table.IsNumeric(column))
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"number\" data-value=\"{(table.Rows[row][column] is double number ? number.ToString("R", CultureInfo.InvariantCulture) : "")}\">{text}</td>");
        else if (column == 0) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"row\">{text}</th>");
        else html.Append(CultureInfo.InvariantCulture, $"<td>{text}</td>");
    }

    private static string Class(ChartTable table, int column) => table.IsNumeric(column) ? " class=\"number\"" : "";
}
