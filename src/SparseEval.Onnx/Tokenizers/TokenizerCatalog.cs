namespace SparseEval.Onnx;

/// <summary>Tokenizers by the name that config.json gives in <c>tokenizer_class</c>.</summary>
internal static class TokenizerCatalog
{
    private static readonly Dictionary<string, Func<ITokenizer>> All = new(StringComparer.OrdinalIgnoreCase) { ["bytes"] = () => new ByteTokenizer() };

    /// <exception cref="SparseEvalException">No tokenizer has this name.</exception>
    public static ITokenizer Create(string name, string configPath) =>
        All.TryGetValue(name, out var create)
            ? create()
            : throw new SparseEvalException($"'{configPath}' names the tokenizer '{name}', which is not one of: {string.Join(", ", All.Keys)}.");
}
