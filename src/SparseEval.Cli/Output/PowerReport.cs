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
        TextTable.Write(output, ["items>", "half-width, half of models>", "90 % of models>", "tells from 0 a difference of, half of pairs>", "90 % of pairs>"], tables.Items.Select(row => (IReadOnlyList<string>)
            [Quantity.Count(row.Items), Width(row.HalfWidth?.Median), Width(row.HalfWidth?.Percentile90), Difference(row.Difference.Median), Difference(row.Difference.Percentile90)]));
        output.WriteLine();
        TextTable.Write(output, ["margin>", "items for this half-width>", "different from 0, half of pairs>", "90 %>", "equivalent, half of pairs>", "90 %>"], tables.Margins.Select(row => (IReadOnlyList<string>)
            [$"{row.Margin:0.####}", row.HalfWidth is { } n ? Quantity.Count(n) : "", Quantity.Count(row.Difference.Median), Quantity.Count(row.Difference.Percentile90), Quantity.Count(row.Equivalent.Median), Quantity.Count(row.Equivalent.Percentile90)]));
        output.WriteLine();
        EstimateReport.WriteNamed(output, "items", $"of a fixed sample, at power {100 * tables.Power:0.##} %. 'Different from 0': 'compare' finds a true difference as large as the margin. 'Equivalent': 'compare --margin' finds models without a difference equivalent. " +
            "'gate --max-drop' at the margin passes a model without a drop with the items of 'different from 0'. To find a model better by more than the margin takes a larger true difference. Runs that stop early take more.");
        output.WriteLine();
        if (tables.Gates.Count > 0)
        {
            output.WriteLine($"  a gate at threshold {tables.Threshold:0.####}: items by which {100 * tables.Power:0.##} % have decided");
            TextTable.Write(output, ["model is off by>", "fixed sample>", "stops early>", "by past model from>", "to>"], tables.Gates.Select(row => (IReadOnlyList<string>)
                [$"{row.Distance:0.####}", Quantity.Count(row.Fixed), row.Sequential is { } s ? Quantity.Count(s.Items) : "", row.Sequential is { } l ? Quantity.Count(l.Least) : "", row.Sequential is { } m ? Quantity.Count(m.Most) : ""]));
            output.WriteLine();
            EstimateReport.WriteNamed(output, "gates", "a fixed sample is read once, by the plain mean of right-or-wrong scores" + (tables.Gates.Max(g => g.Sequential?.Replays) is { } replays
                ? $"; a gate that stops early is replayed up to {Quantity.Count(replays)} times: the past models nearest to the threshold, {GatePower.Orders} random orders each, thresholds above and below their scores." : "; without past models no gate that stops early can be replayed."));
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
        ["items"] = new JsonArray([.. tables.Items.Select(row => new JsonObject { ["items"] = row.Items, ["halfWidth"] = row.HalfWidth is { } w ? Pair(w.Median, w.Percentile90) : null, ["detectableDifference"] = new JsonObject { ["median"] = Possible(row.Difference.Median), ["percentile90"] = Possible(row.Difference.Percentile90) } })]),
        ["margins"] = new JsonArray([.. tables.Margins.Select(row => new JsonObject { ["margin"] = row.Margin, ["itemsForHalfWidth"] = row.HalfWidth, ["itemsForDifference"] = Pair(row.Difference.Median, row.Difference.Percentile90), ["itemsForEquivalence"] = Pair(row.Equivalent.Median, row.Equivalent.Percentile90) })]),
        ["threshold"] = tables.Threshold,
        ["gates"] = new JsonArray([.. tables.Gates.Select(row => new JsonObject { ["distance"] = row.Distance, ["fixed"] = row.Fixed, ["sequential"] = row.Sequential is { } s ? new JsonObject { ["items"] = s.Items, ["leastOfModels"] = s.Least, ["mostOfModels"] = s.Most, ["replays"] = s.Replays } : null })]),
        ["basis"] = new JsonArray(tables.Basis, tables.WidthBasis),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Pair(double median, double percentile) => new() { ["median"] = median, ["percentile90"] = percentile };

    /// <summary>Scores differ by 1 at most; null where so few items detect no difference.</summary>
    private static double? Possible(double difference) => difference <= 1 ? difference : null;

    private static string Difference(double difference) => Possible(difference) is null ? "none" : Width(difference);

    private static string Width(double? width) => width is { } value ? $"{value:0.0000}" : "";
}
