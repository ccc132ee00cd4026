using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>
/// Absolute error of a number within a stated range: 1 - |given - wanted| / (highest - lowest). A prediction beyond the range counts as its nearest end, a
/// text without a number as the worst, 0.
/// </summary>
internal sealed class ErrorScorer(double lowest, double highest, GeneratedTextOptions options)
    : GeneratedTextScorer(string.Create(CultureInfo.InvariantCulture, $"error:{lowest}..{highest}"), options, GeneratedTextOptions.Reasoning)
{
    public ErrorScorer With(GeneratedTextOptions other) => new(lowest, highest, other);

    protected override string? Objection(Item item) => base.Objection(item)
        ?? (NumericScorer.LastNumber(item.Answer) is not { } wanted ? $"has the answer '{item.Answer}', and scorer 'error' needs a number in it."
        : wanted < lowest || wanted > highest ? string.Create(CultureInfo.InvariantCulture, $"has the answer {wanted}, outside the stated range of {lowest} to {highest}. State a range that holds every answer.") : null);

    protected override double Compare(Item item, string text) => NumericScorer.LastNumber(text) is not { } given ? 0
        : 1 - (Math.Abs(Math.Clamp(given, lowest, highest) - NumericScorer.LastNumber(item.Answer)!.Value) / (highest - lowest));
}
