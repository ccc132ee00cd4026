namespace SparseEval.Evaluation;

/// <summary>What one item's request came to.</summary>
internal readonly record struct OpenAiAnswer(IReadOnlyList<double>? Logs, string? Text, TokenUsage Usage);
