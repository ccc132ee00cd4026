using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>What config.json says about a model; both the short names (n_layer) and Hugging Face's long ones (num_hidden_layers) are read.</summary>
internal sealed record ModelConfig
{
    /// <summary>Name of the tokenizer.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Token that ends a sequence, or null.</summary>
    public int? EndOfSequence { get; init; }

    /// <summary>Most tokens that the model can read at once; int.MaxValue where not said.</summary>
    public int Positions { get; init; } = int.MaxValue;

    /// <summary>Width of the residual stream, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Width inside the feed-forward block, or null: 4 x width.</summary>
    public int? InnerWidth { get; init; }

    /// <summary>All parameters, or null.</summary>
    public long? Parameters { get; init; }

    /// <exception cref="SparseEvalException">It is no JSON object, lacks the tokenizer, or a value is no positive whole number.</exception>
    public static ModelConfig Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new SparseEvalException($"'{path}' holds {root.ValueKind}, where a JSON object is expected.");
            return new ModelConfig
            {
                Tokenizer = root.TryGetProperty("tokenizer_class", out var tokenizer) && tokenizer.ValueKind == JsonValueKind.String
                    ? tokenizer.GetString()!
                    : throw new SparseEvalException($"'{path}' has no text 'tokenizer_class'; for a byte-level model write \"tokenizer_class\": \"bytes\"."),
                EndOfSequence = (int?)Number(path, root, 0, "eos_token_id"),
                Positions = (int)(Number(path, root, 1, "n_positions", "max_position_embeddings") ?? int.MaxValue),
                Width = (int?)Number(path, root, 1, "n_embd", "hidden_size"),
                InnerWidth = (int?)Number(path, root, 1, "n_inner", "intermediate_size"),
                Parameters = Number(path, root, 1, "parameters"),
            };
        }
        catch (JsonException problem)
        {
            throw new SparseEvalException($"'{path}' is not valid JSON (line {problem.LineNumber + 1}).", problem);
        }
    }

    private static long? Number(string path, JsonElement root, long least, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            // Some models end at any of several tokens; the first is the one that their tokenizer writes.
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0) value = value[0];
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && (name == "parameters" || number <= int.MaxValue)) return number;
            throw new SparseEvalException($"'{path}' says {name} = {value.GetRawText()}; a whole number of at least {least} is expected.");
        }
        return null;
    }
}
