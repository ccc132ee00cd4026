using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>Compares the last number of the generated text with the last number of the answer.</summary>
internal sealed partial class NumericScorer(GeneratedTextOptions options) : GeneratedTextScorer("numeric", options, GeneratedTextOptions.Reasoning)
{
    private const double Tolerance = 1e-9;

    protected override string? Objection(Item item) => base.Objection(item)
        ?? (LastNumber(item.Answer) is null ? $"has the answer '{item.Answer}', and scorer 'numeric' needs a number in it. Score this benchmark with exact_match." : null);

    protected override double Compare(Item item, string text)
    {
        if (LastNumber(text) is not { } given) return 0;
        var wanted = LastNumber(item.Answer)!.Value;
        return Math.Abs(given - wanted) <= Tolerance * Math.Max(1, Math.Abs(wanted)) ? 1 : 0;
    }

    public static double? LastNumber(string text) => Number().Matches(text) is { Count: > 0 } found
        && double.TryParse(found[^1].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Thousands may be grouped by commas; a full stop that ends a sentence is no decimal point; 5-3 holds 5 and 3.
    [GeneratedRegex(@"(?<![\d.])-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][+-]?\d+)?|(?<!\d)-?\.\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Number();
}
