namespace SparseEval.Onnx;

/// <summary>Rewrites a text before it is cut.</summary>
internal interface INormalizer
{
    /// <summary>The text as the vocabulary knows it.</summary>
    string Normalize(string text);
}
