namespace SparseEval.Onnx;

/// <summary>NFC, NFD, NFKC or NFKD.</summary>
internal sealed class FormNormalizer(UnicodeForm form) : INormalizer
{
    public string Normalize(string text) => form.Normalize(text);
}
