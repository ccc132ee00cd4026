namespace SparseEval.Onnx;

/// <summary>Tokenizers by the name that config.json gives in <c>tokenizer_class</c>; any other name is served by the tokenizer.json beside it.</summary>
internal static class TokenizerCatalog
{
    private static readonly Dictionary<string, Func<ITokenizer>> All = new(StringComparer.OrdinalIgnoreCase) { ["bytes"] = () => new ByteTokenizer() };

    /// <exception cref="SparseEvalException">No tokenizer has this name and no tokenizer.json lies beside, or that file cannot be worked with.</exception>
    public static ITokenizer Create(string name, string configPath)
    {
        if (All.TryGetValue(name, out var create)) return create();
        var file = Path.Combine(Path.GetDirectoryName(configPath)!, "tokenizer.json");
        return File.Exists(file)
            ? TokenizerFile.Read(file)
            : throw new SparseEvalException($"'{configPath}' names the tokenizer '{name}', which is not one of: {string.Join(", ", All.Keys)}; and no tokenizer.json lies beside it.");
    }
}
