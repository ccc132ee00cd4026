using System.Text.Json;
using System.Text.Json.Nodes;
using SparseEval.Cli.Composition;

namespace SparseEval.Cli.Output;

/// <summary>The tables of <c>power</c> as people and programs read them.</summary>
internal static class PowerReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(TextWriter output, PowerTables tables)
    {
        output.WriteLine();
        output.WriteLine($"{tables.Benchmark}, {Quantity.Of(tables.Population, "item")}: confidence {100 * tables.Confidence:0.##} %, power {100 * tables.Power:0.##} %");
        output.WriteLine();
        TextTable.Write(output, ["items>", "half-width, half of models>", "90 % of models>", "detects a difference of, half of pairs>", "90 % of pairs>"], tables.Items.Select(row => (IReadOnlyList<string>)
            [Quantity.Count(row.Items), Width(row.HalfWidth?.Median), Width(row.HalfWidth?.Percentile90), Width(row.Difference.Median), Width(row.Difference.Percentile90)]));
        output.WriteLine();
        TextTable.Write(output, ["margin>", "items for this half-width>", "items to detect the difference, half of pairs>", "90 % of pairs>"], tables.Margins.Select(row => (IReadOnlyList<string>)
            [$"{row.Margin:0.####}", row.HalfWidth is { } n ? Quantity.Count(n) : "", Quantity.Count(row.Difference.Median), Quantity.Count(row.Difference.Percentile90)]));
        output.WriteLine();
        if (tables.Gates.Count > 0)
        {
            output.WriteLine($"  a gate at threshold {tables.Threshold:0.####}");
            TextTable.Write(output, ["model is off by>", "fixed sample>", "stops early, half of past models>", "90 %>"], tables.Gates.Select(row => (IReadOnlyList<string>)
                [$"{row.Distance:0.####}", Quantity.Count(row.Fixed), row.Sequential is { } s ? Quantity.Count(s.Median) : "", row.Sequential is { } t ? Quantity.Count(t.Percentile90) : ""]));
            output.WriteLine();
        }
        EstimateReport.WriteNamed(output, "pairs", tables.Basis);
        EstimateReport.WriteNamed(output, "widths", tables.WidthBasis);
        output.WriteLine();
    }

    public static string Json(PowerTables tables) => new JsonObject
    {
        ["schema"] = "sparseeval.power/1",
        ["benchmark"] = tables.Benchmark,
        ["population"] = tables.Population,
        ["confidence"] = tables.Confidence,
        ["power"] = tables.Power,
        ["differenceVariance"] = Pair(tables.Variance.Median, tables.Variance.Percentile90),
        ["items"] = new JsonArray([.. tables.Items.Select(row => new JsonObject { ["items"] = row.Items, ["halfWidth"] = row.HalfWidth is { } w ? Pair(w.Median, w.Percentile90) : null, ["detectableDifference"] = Pair(row.Difference.Median, row.Difference.Percentile90) })]),
        ["margins"] = new JsonArray([.. tables.Margins.Select(row => new JsonObject { ["margin"] = row.Margin, ["itemsForHalfWidth"] = row.HalfWidth, ["itemsForDifference"] = Pair(row.Difference.Median, row.Difference.Percentile90) })]),
        ["threshold"] = tables.Threshold,
        ["gates"] = new JsonArray([.. tables.Gates.Select(row => new JsonObject { ["distance"] = row.Distance, ["fixed"] = row.Fixed, ["sequential"] = row.Sequential is { } s ? Pair(s.Median, s.Percentile90) : null })]),
        ["basis"] = new JsonArray(tables.Basis, tables.WidthBasis),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Pair(double median, double percentile) => new() { ["median"] = median, ["percentile90"] = percentile };

    private static string Width(double? width) => width is { } value ? $"{value:0.0000}" : "";
}
