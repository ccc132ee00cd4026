namespace SparseEval.Evaluation;

/// <summary>How a language model grades another model's answers.</summary>
public sealed record JudgeOptions
{
    /// <summary>
    /// What the judge reads, with the places <c>{question}</c>, <c>{reference}</c> and <c>{response}</c>, and for pairs <c>{first}</c> and <c>{second}</c> in place of the last; null for the
    /// default, which docs/engines/judges.md quotes. Its hash is part of the cache's key.
    /// </summary>
    public string? Rubric { get; init; }

    /// <summary>Lowest grade, which scores 0, at least 0; default 1.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Highest grade, which scores 1, above <see cref="Least"/>; default 5.</summary>
    public int Most { get; init; } = 5;

    /// <summary>
    /// Answers by item id to compare with: the judge then says which of two answers is better, twice with their places exchanged, and an item scores the mean of 1 for better, 0.5 for a
    /// tie and 0 for worse. Null grades each answer by itself.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Against { get; init; }

    /// <summary>Most tokens of a judge's reply, its thinking included, at least 1; default 16, which is room for a verdict alone.</summary>
    public int MaxTokens { get; init; } = 16;

    // Both ends together: an initialiser may set them in any order.
    internal void Validate()
    {
        if (Least < 0 || Most <= Least) throw new SparseEvalException($"Grades from {Least} to {Most} are no scale. Give a lowest grade of at least 0 and a highest above it.");
        if (MaxTokens < 1) throw new SparseEvalException($"MaxTokens is {MaxTokens}; a judge needs at least 1 token for its verdict.");
    }
}
