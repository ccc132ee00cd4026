namespace SparseEval.Onnx;

/// <summary>All tokens as one.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
