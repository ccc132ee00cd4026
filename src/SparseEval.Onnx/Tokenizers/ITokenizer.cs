namespace SparseEval.Onnx;

/// <summary>Text to token ids and back. May be used by several threads at once.</summary>
internal interface ITokenizer
{
    /// <summary>Ids of a text, after those with which every text of the model begins (of an empty text, these alone; mostly there are none).</summary>
    int[] Encode(string text);

    /// <summary>Ids of a text with every special token that the tokenizer puts before and behind it, as models read it that continue nothing.</summary>
    int[] EncodeWhole(string text);

    /// <summary>Text of ids, without special tokens; bytes that are not UTF-8 become U+FFFD.</summary>
    string Decode(ReadOnlySpan<int> tokens);

    /// <summary>Every id that stands for a token; added ones are those that a model may have been given no rows for.</summary>
    IEnumerable<(int Id, bool Added)> Ids { get; }
}
