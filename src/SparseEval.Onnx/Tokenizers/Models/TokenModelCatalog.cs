using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>Token models by their <c>type</c> in tokenizer.json.</summary>
internal static class TokenModelCatalog
{
    public static IReadOnlyDictionary<string, Func<TokenizerPart, ITokenModel>> All { get; } = new Dictionary<string, Func<TokenizerPart, ITokenModel>>
    {
        ["BPE"] = BpeReader.Read,
        ["Unigram"] = UnigramModel.Read,
        ["WordPiece"] = WordPieceModel.Read,
        ["WordLevel"] = part => new WordLevelModel(Vocabulary.Read(part), part.Text("unk_token", "<unk>")),
    };

    /// <summary>Makes the model; older files name no type, and it is known by its fields.</summary>
    public static ITokenModel Create(TokenizerPart part)
    {
        if (part.Has("type")) return part.Create(All);
        var list = part.Has("vocab") && part.Json.GetProperty("vocab").ValueKind == JsonValueKind.Array;
        return All[list ? "Unigram" : part.Has("merges") ? "BPE" : part.Has("max_input_chars_per_word") || part.Has("continuing_subword_prefix") ? "WordPiece" : "WordLevel"](part);
    }
}
