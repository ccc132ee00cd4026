using System.Globalization;

namespace SparseEval.Data;

/// <summary>Values of tables as text.</summary>
internal static class TableValue
{
    /// <summary>A score in the scale of its file: a number, or true or false, which are a full score and none in every scale; null for a blank, NA or NaN.</summary>
    public static double? Score(string? text, Place where, double full)
    {
        if (IsBlank(text)) return null;
        if (bool.TryParse(text, out var right)) return right ? full : 0;
        return Number(text!) ?? throw new SparseEvalException($"{where}: the score '{text}' is no number. Scores are numbers, true or false; leave a missing one empty.");
    }

    /// <summary>An amount of at least 0; null for a blank.</summary>
    public static double? Amount(string? text, string column, Place where)
    {
        if (IsBlank(text)) return null;
        return Number(text!) switch
        {
            >= 0 and var amount => amount,
            null => throw new SparseEvalException($"{where}: the cost '{text}' in column '{column}' is no number. Leave an unknown one empty."),
            _ => throw new SparseEvalException($"{where}: a cost is {text.Trim()} in column '{column}'. Costs are at least 0; leave an unknown one empty."),
        };
    }

    /// <summary>Why a text is no score: it is blank, says that there is none (NA, null, None), or was computed as none (NaN).</summary>
    public static string Lacking(string? text) => string.IsNullOrWhiteSpace(text) ? "empty" : text.AsSpan().Trim() is "NaN" or "nan" ? "NaN" : "NA";

    private static bool IsBlank([System.Diagnostics.CodeAnalysis.NotNullWhen(false)] string? text) => string.IsNullOrWhiteSpace(text) || text.AsSpan().Trim() is "NaN" or "nan" or "NA" or "N/A" or "null" or "None";

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
