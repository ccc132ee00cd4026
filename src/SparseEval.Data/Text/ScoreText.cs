using System.Globalization;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Scores as files write them: a number in [0, 1], true or false, or nothing for a missing one.</summary>
internal static class ScoreText
{
    /// <summary>The score, null for a blank text; otherwise false with what is wrong.</summary>
    public static bool TryParse(string text, out double? score, out string fault)
    {
        (score, fault) = (null, "");
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (bool.TryParse(text, out var right)) score = right ? 1 : 0;
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) score = number;
        else fault = $"'{text}', which is no number";
        return fault.Length == 0 && IsScore(score, text, out fault);
    }

    public static bool TryParse(JsonElement value, out double? score, out string fault)
    {
        (score, fault) = (null, "");
        switch (value.ValueKind)
        {
            case JsonValueKind.Null: return true;
            case JsonValueKind.True or JsonValueKind.False: score = value.GetBoolean() ? 1 : 0; return true;
            case JsonValueKind.Number: score = value.GetDouble(); return IsScore(score, value.GetRawText(), out fault);
            default: fault = $"{JsonLines.KindOf(value)}, not a number"; return false;
        }
    }

    /// <summary>What to do about a bad score.</summary>
    public const string Advice = "Scores lie in [0, 1]; rescale them, or leave a missing one empty";

    private static bool IsScore(double? score, string text, out string fault)
    {
        fault = score is >= 0 and <= 1 ? "" : text;
        return fault.Length == 0;
    }
}
