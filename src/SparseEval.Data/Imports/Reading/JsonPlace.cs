using System.Text.Json;

namespace SparseEval.Data;

/// <summary>A JSON value that knows where it stands, so that every complaint about it can say so.</summary>
/// <param name="element">The value.</param>
/// <param name="origin">File, or file and line.</param>
/// <param name="path">Place in the document.</param>
internal readonly struct JsonPlace(JsonElement element, string origin, string path = "")
{
    public JsonElement Element => element;

    public string Where => path.Length == 0 ? origin : $"{origin}, {path}";

    /// <summary>The member of an object; null where it is absent or null.</summary>
    public JsonPlace? this[string key] => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
        ? new JsonPlace(value, origin, path.Length == 0 ? key : $"{path}.{key}")
        : null;

    /// <summary>A value found inside, under a key.</summary>
    public JsonPlace Inside(string key, JsonElement value) => new(value, origin, path.Length == 0 ? key : $"{path}.{key}");

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsArray => element.ValueKind == JsonValueKind.Array;

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    public bool Has(string key) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out _);

    public JsonPlace Require(string key)
    {
        if (!IsObject) throw Error($"an object was expected, not {JsonLines.KindOf(element)}.");
        return this[key] ?? throw Error($"there is no '{key}'. There is: {CsvTable.Shortened([.. element.EnumerateObject().Select(p => p.Name)])}.");
    }

    /// <summary>A string, number or boolean as text; null for others.</summary>
    public string? Text
    {
        get
        {
            try
            {
                return element.ValueKind switch
                {
                    JsonValueKind.String => element.GetString(),
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                    _ => null,
                };
            }
            catch (InvalidOperationException)
            {
                throw Error("a string holds half of a surrogate pair (\\uD800 to \\uDFFF), which is no text. Write the whole pair or the character.");
            }
        }
    }

    /// <summary>The text of a member that must be there and not be empty.</summary>
    public string RequireText(string key)
    {
        var value = Require(key);
        return value.Text is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw value.Error($"a text was expected, not {(value.Text is null ? JsonLines.KindOf(value.Element) : "an empty one")}.");
    }

    /// <summary>A finite number, also where it stands in quotes; null for others.</summary>
    public double? Number => element.ValueKind == JsonValueKind.Number ? element.GetDouble() is var n && double.IsFinite(n) ? n : null
        : element.ValueKind == JsonValueKind.String && double.TryParse(element.GetString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var quoted) && double.IsFinite(quoted) ? quoted
        : null;

    public IEnumerable<JsonPlace> Elements()
    {
        if (!IsArray) throw Error($"a list was expected, not {JsonLines.KindOf(element)}.");
        var (from, at, i) = (origin, path, 0);
        foreach (var value in element.EnumerateArray()) yield return new JsonPlace(value, from, $"{at}[{i++}]");
    }

    public IEnumerable<(string Name, JsonPlace Value)> Members()
    {
        if (!IsObject) throw Error($"an object was expected, not {JsonLines.KindOf(element)}.");
        var (from, at) = (origin, path);
        foreach (var member in element.EnumerateObject()) yield return (member.Name, new JsonPlace(member.Value, from, at.Length == 0 ? member.Name : $"{at}.{member.Name}"));
    }

    public SparseEvalException Error(string sentence) => new($"{Where}: {sentence}");
}
