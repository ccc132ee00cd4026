using System.Globalization;

namespace SparseEval.Data;

/// <summary>Values of tables as text.</summary>
internal static class TableValue
{
    /// <summary>A score: a number, true or false; null for a blank, NA or NaN.</summary>
    public static double? Score(string? text, string where)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim() is "NaN" or "nan" or "NA" or "N/A" or "null" or "None") return null;
        if (bool.TryParse(text, out var right)) return right ? 1 : 0;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw new SparseEvalException($"{where}: the score '{text}' is no number. Scores are numbers, true or false; leave a missing one empty.");
    }

    /// <summary>An amount of at least 0; null for a blank.</summary>
    public static double? Amount(string? text, string where) => Score(text, where) switch
    {
        null => null,
        >= 0 and var amount => amount,
        var below => throw new SparseEvalException(FormattableString.Invariant($"{where}: a cost is {below}. Costs are at least 0; leave an unknown one empty.")),
    };
}
