using System.Globalization;
using System.Text.Json.Nodes;

namespace SparseEval.Reports;

/// <summary>The table behind a chart, and its data: text, numbers (double) and null for what is missing.</summary>
/// <param name="Columns">In order, keys differing.</param>
/// <param name="Rows">Each with one cell a column: a string, a double, or null.</param>
public sealed record ChartTable(IReadOnlyList<ChartColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private const int LongestName = 300;

    /// <summary>A cell as people read it; a missing one is a dash.</summary>
    public string Text(int row, int column) => Rows[row][column] switch
    {
        null => "\u2013",
        double number => Format(number, Columns[column].Format),
        var other => Name(other),
    };

    /// <summary>True where every cell is a number or missing, so that it is set and sorted as numbers.</summary>
    public bool IsNumeric(int column) => Columns[column].Format != CellFormat.Text;

    internal static string Format(double number, CellFormat format) => format switch
    {
        CellFormat.Count => Math.Round(number).ToString("#,0", CultureInfo.InvariantCulture),
        CellFormat.Score => number.ToString("0.0000", CultureInfo.InvariantCulture),
        CellFormat.Share => (number * 100).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0%",
        _ => Amounts.Significant(number),
    };

    /// <summary>The rows as Vega-Lite takes them.</summary>
    internal JsonArray Values() => [.. Rows.Select(row => (JsonNode)new JsonObject(Columns.Select((c, k) => KeyValuePair.Create(c.Key, (JsonNode?)Node(row[k])))))];

    /// <summary>Half characters become U+FFFD, which JSON can hold; the end of a very long name is cut, since it would stand in the page many times.</summary>
    private static string Name(object text)
    {
        var whole = string.Concat(text.ToString()!.EnumerateRunes());
        return whole.Length <= LongestName ? whole : string.Concat(whole.AsSpan(0, LongestName - 1), "\u2026");
    }

    private static JsonValue? Node(object? cell) => cell switch
    {
        null => null,
        double number => double.IsFinite(number) ? JsonValue.Create(Math.Round(number, 8)) : null,
        var other => JsonValue.Create(Name(other)),
    };
}
