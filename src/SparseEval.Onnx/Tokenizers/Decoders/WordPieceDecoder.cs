namespace SparseEval.Onnx;

/// <summary>Words with spaces between them; pieces that continue a word join it.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleans) : IDecoder
{
    public List<string> Decode(List<string> tokens) => [.. tokens.Select((token, i) =>
    {
        if (i > 0) token = token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        return cleans ? Cleanup.Tokens(token) : token;
    })];
}
