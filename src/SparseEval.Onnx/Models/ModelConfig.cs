namespace SparseEval.Onnx;

/// <summary>
/// What a model's config files say; the short names (n_layer), Hugging Face's long ones (num_hidden_layers) and those of onnxruntime-genai are read.
/// </summary>
internal sealed record ModelConfig
{
    /// <summary>Name of the tokenizer; <c>tokenizer.json</c> where such a file lies beside and config.json names none.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Token that ends a sequence, the first of several, or null.</summary>
    public int? EndOfSequence => EndTokens is [var first, ..] ? first : null;

    /// <summary>Every token that ends a sequence.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary>Token that stands in for an empty context: the one that begins a sequence, else the one that ends it, or null.</summary>
    public int? Beginning { get => field ?? EndOfSequence; init; }

    /// <summary>Most tokens that the model can read at once; int.MaxValue where not said.</summary>
    public int Positions { get; init; } = int.MaxValue;

    /// <summary>Width of the residual stream, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Width inside the feed-forward block, or null: 4 x width.</summary>
    public int? InnerWidth { get; init; }

    /// <summary>Number of layers, or null.</summary>
    public int? Layers { get; init; }

    /// <summary>All parameters, or null.</summary>
    public long? Parameters { get; init; }

    /// <summary>Heads of keys and values, for graphs that leave them open; or null.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>Width of a head, for graphs that leave it open; or null.</summary>
    public int? HeadWidth { get; init; }

    /// <summary>Size of the vocabulary, for graphs that leave it open; or null.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>Names of the graph's inputs and outputs.</summary>
    public DecoderNames Names { get; init; } = new();

    /// <summary>Reads one config.json.</summary>
    /// <exception cref="SparseEvalException">It is no JSON object, lacks the tokenizer, or a value is out of range.</exception>
    public static ModelConfig Read(string path) => From(new ConfigFiles([path]), path, tokenizerBeside: false);

    /// <summary>Reads all config files of a model.</summary>
    /// <exception cref="SparseEvalException">One is no JSON object, none names the tokenizer, or a value is out of range.</exception>
    public static ModelConfig Read(ModelFolder folder) =>
        From(new ConfigFiles(folder.ConfigPaths), folder.ConfigPath, folder.Beside("tokenizer.json") is not null);

    private static ModelConfig From(ConfigFiles files, string path, bool tokenizerBeside)
    {
        var heads = (int?)files.Number(1, "num_attention_heads", "n_head");
        var width = (int?)files.Number(1, "n_embd", "hidden_size");
        return new ModelConfig
        {
            Tokenizer = TokenizerName(files, path, tokenizerBeside),
            EndTokens = [.. files.Numbers(0, "eos_token_id").Select(t => (int)t)],
            Beginning = (int?)files.Number(0, "bos_token_id"),
            Positions = (int)(files.Number(1, "n_positions", "max_position_embeddings", "context_length") ?? int.MaxValue),
            Width = width,
            InnerWidth = (int?)files.Number(1, "n_inner", "intermediate_size"),
            Layers = (int?)files.Number(1, "num_hidden_layers", "n_layer"),
            Parameters = files.Number(1, "parameters"),
            KeyValueHeads = (int?)files.Number(1, "num_key_value_heads") ?? heads,
            HeadWidth = (int?)files.Number(1, "head_dim", "head_size") ?? width / heads,
            Vocabulary = (int?)files.Number(1, "vocab_size"),
            Names = DecoderNames.From(files),
        };
    }

    private static string TokenizerName(ConfigFiles files, string path, bool tokenizerBeside) =>
        files.Text("tokenizer_class") is { } named && !(tokenizerBeside && named.EndsWith("Tokenizer", StringComparison.Ordinal)) ? named
        : tokenizerBeside ? "tokenizer.json"
        : throw new SparseEvalException($"'{path}' has no text 'tokenizer_class'; for a byte-level model write \"tokenizer_class\": \"bytes\".");
}
