namespace SparseEval.Evaluation;

/// <summary>Compares the generated text with the answer.</summary>
internal sealed class ExactMatchScorer(GeneratedTextOptions options) : GeneratedTextScorer("exact_match", options, new())
{
    protected override double Compare(Item item, string text) => string.Equals(text.Trim(), item.Answer.Trim(), StringComparison.Ordinal) ? 1 : 0;
}
