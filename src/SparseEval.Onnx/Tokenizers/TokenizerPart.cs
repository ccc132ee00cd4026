using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>A component of tokenizer.json with its settings; its errors name the component and the file.</summary>
/// <param name="Json">The component's object.</param>
/// <param name="Kind">What it is: normalizer, pre_tokenizer, model, post_processor, decoder.</param>
/// <param name="File">Path of the file.</param>
internal sealed record TokenizerPart(JsonElement Json, string Kind, string File)
{
    /// <summary>The component's name, or "without a type".</summary>
    public string Type => Has("type") ? Text("type") : "without a type";

    public bool Has(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public string Text(string name, string? fallback = null) => !Has(name)
        ? fallback ?? throw Wrong($"lacks '{name}'")
        : Json.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? Chars(value) : throw Wrong($"has a '{name}' that is no text");

    /// <summary>A setting of exactly one character.</summary>
    public char Letter(string name, string? fallback = null) => Text(name, fallback) is [var letter] ? letter : throw Wrong($"has a '{name}' that is not one character");

    public bool Flag(string name, bool fallback) => !Has(name) ? fallback : Json.GetProperty(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong($"has a '{name}' that is neither true nor false"),
    };

    public int Number(string name, int? fallback = null) => Has(name) ? Part(name).Whole() : fallback ?? throw Wrong($"lacks '{name}'");

    /// <summary>This part, which is a whole number itself.</summary>
    public int Whole() => Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) ? number : throw Wrong($"has {Json.GetRawText()} where a whole number is expected");

    /// <summary>Parts of a list; empty where it is not there.</summary>
    public IEnumerable<TokenizerPart> List(string name) => !Has(name)
        ? []
        : Json.GetProperty(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(e => this with { Json = e }) : throw Wrong($"has a '{name}' that is no list");

    public TokenizerPart Part(string name) => Has(name) ? this with { Json = Json.GetProperty(name) } : throw Wrong($"lacks '{name}'");

    /// <summary>Makes the component that a catalog has under this part's type.</summary>
    public T Create<T>(IReadOnlyDictionary<string, Func<TokenizerPart, T>> catalog) =>
        catalog.TryGetValue(Type, out var create) ? create(this) : throw Unsupported($"known are {string.Join(", ", catalog.Keys)}");

    /// <summary>Text of a JSON string.</summary>
    public string Chars(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("holds half a surrogate pair, which is no text");
        }
    }

    public SparseEvalException Unsupported(string detail) => new($"'{File}' has a {Kind} '{Type}' that is not supported: {detail}.");

    public SparseEvalException Wrong(string what) => new($"'{File}' has a {Kind} that {what}.");
}
