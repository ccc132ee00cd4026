namespace SparseEval.Onnx;

/// <summary>Several, one after another.</summary>
internal sealed class SequenceDecoder(IDecoder[] parts) : IDecoder
{
    public List<string> Decode(List<string> tokens)
    {
        foreach (var part in parts) tokens = part.Decode(tokens);
        return tokens;
    }
}
