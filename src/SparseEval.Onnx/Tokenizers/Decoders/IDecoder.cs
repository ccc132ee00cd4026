namespace SparseEval.Onnx;

/// <summary>Rewrites tokens on their way back to a text; what is left at the end is put together.</summary>
internal interface IDecoder
{
    List<string> Decode(List<string> tokens);
}
