namespace SparseEval.Evaluation;

/// <summary>What one item's request came to.</summary>
internal readonly record struct OpenAiAnswer(IReadOnlyList<double>? Logs, string? Text, TokenUsage Usage)
{
    /// <summary>The text ended at the most tokens, and not before a stop text.</summary>
    public bool IsTruncated { get; init; }
}
