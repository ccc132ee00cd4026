namespace SparseEval.Onnx;

/// <summary>Several, one after another.</summary>
internal sealed class SequenceNormalizer(INormalizer[] parts) : INormalizer
{
    public string Normalize(string text)
    {
        foreach (var part in parts) text = part.Normalize(text);
        return text;
    }
}
