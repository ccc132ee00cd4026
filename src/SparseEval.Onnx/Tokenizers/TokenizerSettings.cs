using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>What tokenizer_config.json and special_tokens_map.json beside a tokenizer.json change.</summary>
internal sealed record TokenizerSettings
{
    /// <summary>Whether texts begin with <see cref="Beginning"/>; null: as tokenizer.json says.</summary>
    public bool? AddsBeginning { get; init; }

    /// <summary>Text of the token that begins a sequence, or null.</summary>
    public string? Beginning { get; init; }

    /// <summary>Whether byte-level tokenizers put a space before a text; null: as tokenizer.json says.</summary>
    public bool? AddPrefixSpace { get; init; }

    /// <summary>Whether decoded texts lose the spaces before English punctuation.</summary>
    public bool CleansUp { get; init; }

    /// <exception cref="SparseEvalException">A file is no JSON object.</exception>
    public static TokenizerSettings Beside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var settings = Open(Path.Combine(folder, "tokenizer_config.json"));
        var map = Open(Path.Combine(folder, "special_tokens_map.json"));
        return new TokenizerSettings
        {
            AddsBeginning = Flag(settings, "add_bos_token"),
            Beginning = Token(settings, "bos_token") ?? Token(map, "bos_token"),
            AddPrefixSpace = Flag(settings, "add_prefix_space"),
            CleansUp = Flag(settings, "clean_up_tokenization_spaces") ?? false,
        };
    }

    private static TokenizerPart? Open(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new TokenizerPart(document.RootElement.Clone(), "settings object", path);
        }
        catch (JsonException problem)
        {
            throw new SparseEvalException($"'{path}' is not valid JSON (line {problem.LineNumber + 1}).", problem);
        }
    }

    private static bool? Flag(TokenizerPart? part, string name) => part is not null && part.Has(name) ? part.Flag(name, false) : null;

    // A text, or an object with its content.
    private static string? Token(TokenizerPart? part, string name) =>
        part is null || !part.Has(name) ? null : part.Part(name) is { Json.ValueKind: JsonValueKind.Object } token ? token.Text("content") : part.Text(name);
}
