namespace SparseEval.Data;

/// <summary>Scores as tools write them.</summary>
internal static class ScoreValue
{
    /// <summary>Why there is no score: <c>NaN</c> where that was written, else <c>no score</c>.</summary>
    public static string Lacking(JsonPlace? value) => value?.Text is "NaN" ? "NaN" : "no score";

    /// <summary>A number or boolean; null where it is null, NaN or absent.</summary>
    /// <exception cref="SparseEvalException">It is a list, an object or a text that is no number.</exception>
    /// <param name="value">The score.</param>
    /// <param name="metric">What it is called.</param>
    /// <param name="full">What a full score is in the source; true is one in every scale.</param>
    public static double? Of(JsonPlace? value, string metric, double full = 1)
    {
        if (value is not { } given) return null;
        if (given.Element.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) return given.Element.GetBoolean() ? full : 0;
        if (given.Text is "NaN" or "N/A") return null;
        if (given.Text is "Infinity" or "-Infinity") throw given.Error($"'{metric}' is {given.Text}, which is no score. Choose another metric.");
        if (given.Number is { } number) return number;
        throw given.Error(given.IsArray || given.IsObject
            ? $"'{metric}' is {JsonLines.KindOf(given.Element)} in each item: a metric of the whole task and no item's score. Choose a metric that is one number an item."
            : $"'{metric}' is '{given.Text}', which is no number. Choose another metric.");
    }

    /// <summary>As <see cref="Of"/>, and inspect's letters and words: C 1, P 0.5, I and N 0, yes and no, true and false.</summary>
    public static double? Graded(JsonPlace? value, string metric, double full = 1) => value?.Element.ValueKind != System.Text.Json.JsonValueKind.String ? Of(value, metric, full) : value?.Text?.Trim() switch
    {
        "C" => full,
        "P" => full / 2,
        "I" or "N" => 0,
        { } word when word.Equals("yes", StringComparison.OrdinalIgnoreCase) || word.Equals("true", StringComparison.OrdinalIgnoreCase) => full,
        { } word when word.Equals("no", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase) => 0,
        _ => Of(value, metric),
    };
}
