namespace SparseEval.Onnx;

/// <summary>English punctuation without the space before it, as Hugging Face's libraries write it.</summary>
internal static class Cleanup
{
    private static readonly (string From, string To)[] Common =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>A whole text (<c>clean_up_tokenization_spaces</c>).</summary>
    public static string Text(string text)
    {
        foreach (var (from, to) in Common) text = text.Replace(from, to, StringComparison.Ordinal);
        return text;
    }

    /// <summary>One token of WordPiece, for which one more rule holds.</summary>
    public static string Tokens(string text) => Text(text.Replace(" do not", " don't", StringComparison.Ordinal));
}
