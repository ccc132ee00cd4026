using System.Globalization;

namespace SparseEval.Onnx;

/// <summary>
/// Whether a tokenizer may be its model's. Models have spare rows: embeddings are padded to multiples of 64 or 128 (905 of Phi-2's 51,200, 2,398 of DeepSeek-V2's 102,400), and added tokens
/// may lie beyond them. What is remarked on is far more than that.
/// </summary>
internal static class TokenizerFit
{
    /// <summary>Diagnostic: the tokenizer beside the model looks like another model's.</summary>
    public const string Code = "SPE0063";

    /// <summary>Rows without a token that a model of any size may have, while they are fewer than its tokens.</summary>
    private const int SpareRows = 1024;

    private const double SpareShare = 0.1;

    /// <summary>Null where it fits.</summary>
    /// <param name="tokenizer">Of the model's folder.</param>
    /// <param name="vocabulary">The width of the model's logits.</param>
    public static Diagnostic? Remark(ITokenizer tokenizer, int vocabulary)
    {
        var ids = tokenizer.Ids.ToArray();
        var (known, beyond) = (ids.Count(token => token.Id < vocabulary), ids.Count(token => token.Id >= vocabulary && !token.Added));
        var spare = vocabulary - known;
        var what = beyond > 0 ? $"{Text(beyond)} of the tokenizer's {Text(ids.Length)} tokens lie beyond the model's vocabulary of {Text(vocabulary)}, and items with one of them are missing"
            : spare > known || spare > Math.Max(SpareRows, SpareShare * vocabulary) ? $"The tokenizer knows {Text(known)} of the {Text(vocabulary)} tokens of the model's vocabulary"
            : null;
        return what is null ? null : new(Code, DiagnosticSeverity.Warning, $"{what}: it looks like another model's, and scores would then be those of misread texts. Put the model's own tokenizer.json beside the graph.");
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
