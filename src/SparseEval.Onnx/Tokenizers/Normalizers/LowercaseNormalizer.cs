namespace SparseEval.Onnx;

/// <summary>Lower case.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    public string Normalize(string text) => CharacterKinds.ToLower(text);
}
