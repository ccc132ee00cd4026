namespace SparseEval.Onnx;

/// <summary>Each byte of the text's UTF-8 form as a visible character.</summary>
internal sealed class ByteLevelNormalizer : INormalizer
{
    public string Normalize(string text)
    {
        var buffer = new char[3 * text.Length];
        return new string(buffer, 0, ByteAlphabet.Write(text, buffer));
    }
}
