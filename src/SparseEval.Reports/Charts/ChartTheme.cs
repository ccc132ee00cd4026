using System.Text.Json.Nodes;

namespace SparseEval.Reports;

/// <summary>Colours and type of charts. Colours are those of Okabe and Ito, which colour-blind readers tell apart; the page names them by CSS variables, files by value.</summary>
internal static class ChartTheme
{
    /// <summary>For files: a light theme by value.</summary>
    public static JsonNode Light => JsonNode.Parse(Resolve(Resource.Text("theme.json")))!;

    /// <summary>For the page: the same with CSS variables, so that dark, light and print need no second drawing.</summary>
    public static string Variables => JsonNode.Parse(Resource.Text("theme.json"))!.ToJsonString();

    /// <summary>Colours by value in the place of CSS variables.</summary>
    public static string Resolve(string json) => Colours.Aggregate(json, (text, colour) => text.Replace($"var(--{colour.Key})", colour.Value, StringComparison.Ordinal));

    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["ink"] = "#1b1f24",
        ["soft"] = "#57606a",
        ["grid"] = "#e4e7eb",
        ["paper"] = "#ffffff",
        ["c1"] = "#0072b2",
        ["c2"] = "#d55e00",
        ["c3"] = "#009e73",
        ["c4"] = "#cc79a7",
        ["c5"] = "#e69f00",
        ["c6"] = "#56b4e9",
        ["c7"] = "#6b5b95",
        ["c8"] = "#8c8c8c",
    };
}
