namespace SparseEval.Onnx;

/// <summary>Puts a text in place of every match in each token.</summary>
internal sealed class ReplaceDecoder(TextPattern pattern, string content) : IDecoder
{
    public List<string> Decode(List<string> tokens) => tokens.ConvertAll(t => pattern.Replace(t, content));
}
