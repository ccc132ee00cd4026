namespace SparseEval.Onnx;

/// <summary>Puts a text in place of every match.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : INormalizer
{
    public string Normalize(string text) => pattern.Replace(text, content);
}
