namespace SparseEval.Onnx;

/// <summary>Text to token ids and back.</summary>
internal interface ITokenizer
{
    /// <summary>Ids of a text, without special tokens.</summary>
    int[] Encode(string text);

    /// <summary>Text of ids; bytes that are not UTF-8 become U+FFFD.</summary>
    string Decode(ReadOnlySpan<int> tokens);
}
