using System.Text.Json.Nodes;

namespace SparseEval.Reports;

/// <summary>Texts of a chart as Vega and SVG take them: names come from files.</summary>
internal static class ChartText
{
    /// <summary>Vega keeps values by their names in objects, of which this is no name but the prototype.</summary>
    private const string Prototype = "__proto__";

    /// <summary>The same with what XML has no place for as U+FFFD, and the name that JavaScript keeps for itself followed by a space of no width.</summary>
    public static JsonNode Plain(JsonNode node)
    {
        if (node is JsonObject map)
            foreach (var key in map.Select(pair => pair.Key).ToList()) Replace(map[key], plain => map[key] = plain);
        else if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++) Replace(list[i], plain => list[i] = plain);
        return node;
    }

    private static void Replace(JsonNode? value, Action<JsonNode> put)
    {
        if (value is JsonObject or JsonArray) Plain(value);
        else if (value is JsonValue one && one.TryGetValue<string>(out var text) && Text(text) is var plain && plain != text) put(JsonValue.Create(plain));
    }

    private static string Text(string text) => text == Prototype ? $"{text}\u200b" : text.Any(IsNoXml) ? string.Concat(text.Select(c => IsNoXml(c) ? '\uFFFD' : c)) : text;

    private static bool IsNoXml(char c) => c < ' ' && c is not ('\n' or '\r' or '\t') || c is '\uFFFE' or '\uFFFF';
}
