using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>Compares what a pattern finds in the generated text with the answer.</summary>
internal sealed class RegexScorer : GeneratedTextScorer
{
    private readonly Regex _pattern;

    public RegexScorer(string pattern, GeneratedTextOptions options) : base(pattern == DefaultPattern ? "regex" : $"regex:{pattern}", options, GeneratedTextOptions.Reasoning)
    {
        try
        {
            // Linear in the text's length, so that no pattern hangs on an unlucky answer.
            _pattern = new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new SparseEvalException($"'{pattern}' is no pattern that scorer 'regex' can use: {e.Message} Give a regular expression without look-arounds and back-references.", e);
        }
    }

    /// <summary>What follows 'answer is' or '####'.</summary>
    public const string DefaultPattern = @"(?i:answer is|####):?\s*\(?([^\s.,;)]+)";

    protected override double Compare(Item item, string text)
    {
        if (_pattern.Matches(text) is not { Count: > 0 } found) return 0;
        var last = found[^1];
        var answer = (last.Groups.Count > 1 ? last.Groups[1] : last.Groups[0]).Value;
        return string.Equals(answer.Trim(), item.Answer.Trim(), StringComparison.Ordinal) ? 1 : 0;
    }
}
