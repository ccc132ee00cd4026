using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Reports;

/// <summary>A chart: a Vega-Lite specification and the table behind it, which is its data.</summary>
[TypeFormatterSource(typeof(ChartDisplay), PreferredMimeTypes = ["application/vnd.vegalite.v5+json", "text/html", "text/plain"])]
public sealed record Chart
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private const int FileWidth = 640;

    /// <summary>Lower-case letters, digits and dashes; names files and anchors.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it says, in a sentence or two, for who cannot see it.</summary>
    public required string Summary { get; init; }

    /// <summary>How to read it, and what was left out by which rule; empty where nothing is to be said.</summary>
    public string Note { get; init; } = "";

    /// <summary>Its data.</summary>
    public required ChartTable Table { get; init; }

    /// <summary>The chart without data, schema, title and description, as Vega-Lite JSON over the keys of <see cref="Table"/>; names of models, items and categories stand in the data alone.</summary>
    public required string Drawing { get; init; }

    /// <summary>Reference lines and the like: a name in the drawing for each further table.</summary>
    public IReadOnlyDictionary<string, ChartTable> Further { get; init; } = new Dictionary<string, ChartTable>();

    /// <summary>The whole specification (Vega-Lite 6, data inline), drawn in a light theme unless the reader sets another.</summary>
    /// <returns>Indented JSON, the same for equal charts.</returns>
    public string ToVegaLite() => Specification(ChartTheme.Light).ToJsonString(Indented) + "\n";

    /// <summary>For a page, which brings the theme itself.</summary>
    internal string ToCompactJson() => Specification(null).ToJsonString();

    private JsonObject Specification(JsonNode? theme)
    {
        var specification = new JsonObject
        {
            ["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json",
            ["description"] = $"{Title}. {Summary}",
            ["data"] = new JsonObject { ["values"] = Table.Values() },
        };
        if (Further.Count > 0) specification["datasets"] = new JsonObject(Further.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value.Values())));
        if (theme is not null)
        {
            specification["title"] = Title;
            specification["config"] = theme;
        }
        foreach (var (key, value) in JsonNode.Parse(theme is null ? Drawing : ChartTheme.Resolve(Drawing))!.AsObject()) specification[key] = value?.DeepClone();
        if (specification["layer"] is JsonArray layers)
            foreach (var empty in layers.OfType<JsonObject>().Where(IsEmpty).ToList()) layers.Remove(empty);
        // Vega-Lite does not fit a width while it steps a height, so the height is worked out here.
        if (specification["height"] is JsonObject { } rows && rows["step"] is { } step) specification["height"] = step.GetValue<int>() * Math.Max(1, Names(specification));
        if (theme is not null && specification["width"]?.ToString() == "container") specification["width"] = FileWidth;
        return ChartText.Plain(specification).AsObject();
    }

    /// <summary>A layer of what is valid in a column where nothing is, such as intervals where none holds: an axis cannot be made of it.</summary>
    private bool IsEmpty(JsonObject layer)
    {
        if (layer["transform"]?[0]?["filter"]?.ToString() is not { } filter || !filter.StartsWith("isValid(datum.", StringComparison.Ordinal)) return false;
        var table = layer["data"]?["name"]?.ToString() is { } name ? Further[name] : Table;
        var column = table.Columns.Index().First(c => c.Item.Key == filter[14..^1]).Index;
        return table.Rows.All(row => row[column] is null);
    }

    /// <summary>Number of different names along the vertical axis.</summary>
    private int Names(JsonNode node)
    {
        if (node is JsonObject view && view["y"] is JsonObject y && y["type"]?.ToString() == "nominal")
            return Table.Columns.Index().FirstOrDefault(c => c.Item.Key == y["field"]!.ToString()) is { Item: not null } column ? Table.Rows.Select(r => r[column.Index]).Distinct().Count() : 0;
        var inner = node switch { JsonObject map => map.Where(m => m.Key is "encoding" or "layer").Select(m => m.Value), JsonArray list => list, _ => [] };
        return inner.OfType<JsonNode>().Select(Names).FirstOrDefault(n => n > 0);
    }

    /// <summary>Its title and what it says.</summary>
    public override string ToString() => $"{Title}: {Summary}";
}
