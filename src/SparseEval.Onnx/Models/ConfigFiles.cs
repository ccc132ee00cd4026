using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>
/// The JSON objects that describe a model, the more binding first: generation_config.json, config.json, and of genai_config.json the members
/// <c>model</c> and <c>model.decoder</c>.
/// </summary>
internal sealed class ConfigFiles
{
    private readonly List<(string Path, JsonElement Object)> _objects = [];

    /// <param name="paths">Existing files.</param>
    /// <exception cref="SparseEvalException">One is no JSON object.</exception>
    public ConfigFiles(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var root = Parse(path);
            if (!IsGenAi(path)) _objects.Add((path, root));
            else if (root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.Object)
            {
                _objects.Add((path, model));
                if (model.TryGetProperty("decoder", out var decoder) && decoder.ValueKind == JsonValueKind.Object) _objects.Add((path, decoder));
            }
        }
    }

    public static bool IsGenAi(string path) => Path.GetFileName(path) == "genai_config.json";

    /// <summary>The first whole number found under any of the names, or null.</summary>
    /// <exception cref="SparseEvalException">The value found is no whole number of at least <paramref name="least"/>.</exception>
    public long? Number(long least, params ReadOnlySpan<string> names) => Numbers(least, names) is [var first, ..] ? first : null;

    /// <summary>The first number or list of numbers found under any of the names; empty where there is none.</summary>
    /// <exception cref="SparseEvalException">A value found is no whole number of at least <paramref name="least"/>.</exception>
    public long[] Numbers(long least, params ReadOnlySpan<string> names)
    {
        foreach (var (path, json) in _objects)
            foreach (var name in names)
                if (json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0))
                    return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => Whole(path, name, v, least))] : [Whole(path, name, value, least)];
        return [];
    }

    /// <summary>The first text found at a path of member names, such as inputs, input_ids; or null.</summary>
    public string? Text(params ReadOnlySpan<string> members)
    {
        foreach (var (_, json) in _objects)
        {
            var at = json;
            var found = true;
            foreach (var member in members) found = found && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(member, out at);
            if (found && at.ValueKind == JsonValueKind.String) return at.GetString();
        }
        return null;
    }

    private static long Whole(string path, string name, JsonElement value, long least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && (name == "parameters" || number <= int.MaxValue)
            ? number
            : throw new SparseEvalException($"'{path}' says {name} = {value.GetRawText()}; a whole number of at least {least} is expected.");

    private static JsonElement Parse(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new SparseEvalException($"'{path}' holds {document.RootElement.ValueKind}, where a JSON object is expected.");
        }
        catch (JsonException problem)
        {
            throw new SparseEvalException($"'{path}' is not valid JSON (line {problem.LineNumber + 1}).", problem);
        }
    }
}
