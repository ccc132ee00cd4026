using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>Reads tokenizer.json with the settings that lie beside it.</summary>
internal static class TokenizerFile
{
    /// <param name="path">Path of a tokenizer.json.</param>
    /// <exception cref="SparseEvalException">The file is missing, is no JSON, or has a component or a setting that is not supported; the message names both.</exception>
    public static JsonTokenizer Read(string path)
    {
        if (!File.Exists(path)) throw new SparseEvalException($"The tokenizer '{path}' does not exist.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new SparseEvalException($"'{path}' holds {document.RootElement.ValueKind}, where a JSON object is expected.");
            return new JsonTokenizer(Parts(new TokenizerPart(document.RootElement, "tokenizer", path), TokenizerSettings.Beside(path)));
        }
        catch (JsonException problem)
        {
            throw new SparseEvalException($"'{path}' is not valid JSON (line {problem.LineNumber + 1}).", problem);
        }
    }

    private static TokenizerParts Parts(TokenizerPart root, TokenizerSettings settings)
    {
        var added = root.List("added_tokens").Select(p => AddedToken.Read(p with { Kind = "added token" })).ToList();
        var model = TokenModelCatalog.Create(root.Part("model") with { Kind = "model" });
        if (model is BpeModel { UnknownName: { } unknown } bpe) bpe.AddedUnknown = added.Find(t => t.Content == unknown)?.Id ?? -1;
        var special = Optional(root, "post_processor", p => p.Create(PostProcessorCatalog.All)) ?? SpecialTokens.None;
        return new TokenizerParts
        {
            Added = added,
            Normalizer = Optional(root, "normalizer", p => p.Create(NormalizerCatalog.All)),
            PreTokenizer = Optional(root, "pre_tokenizer", p => settings.AddPrefixSpace is { } space && p.Type == "ByteLevel" ? ByteLevelPreTokenizer.Read(p, space) : p.Create(PreTokenizerCatalog.All)),
            Model = model,
            Special = special,
            Decoder = Optional(root, "decoder", p => p.Create(DecoderCatalog.All)),
            Prefix = Prefix(settings, special, token => added.Find(t => t.Content == token)?.Id ?? model.Vocabulary.Id(token), root.File),
            CleansUp = settings.CleansUp,
        };
    }

    private static T? Optional<T>(TokenizerPart root, string name, Func<TokenizerPart, T> create) where T : class => root.Has(name) ? create(root.Part(name) with { Kind = name }) : null;

    // What the tokenizer puts in front by itself, unless tokenizer_config.json says otherwise. What it puts behind would end the text that is to be continued.
    private static int[] Prefix(TokenizerSettings settings, SpecialTokens special, Func<string, int> id, string file)
    {
        if (settings.AddsBeginning == false) return [];
        if (special.Single.Prefix is { Length: > 0 } || settings.AddsBeginning is null) return special.Single.Prefix;
        if (settings.Beginning is not { } token || id(token) is not (>= 0 and var begin))
            throw new SparseEvalException($"The settings beside '{file}' ask for a token at the beginning (add_bos_token), and name none that it has (bos_token).");
        return [begin];
    }
}
