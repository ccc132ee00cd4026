namespace SparseEval.Evaluation;

/// <summary>How a language model grades another model's answers.</summary>
public sealed record JudgeOptions
{
    private readonly int _least = 1;
    private readonly int _most = 5;

    /// <summary>
    /// What the judge reads, with the places <c>{question}</c>, <c>{reference}</c> and <c>{response}</c>, and for pairs <c>{first}</c> and <c>{second}</c> in place of the last; null for the
    /// one that stands in the docs. Its hash is part of the cache's key.
    /// </summary>
    public string? Rubric { get; init; }

    /// <summary>Lowest grade, which scores 0; default 1.</summary>
    public int Least
    {
        get => _least;
        init => _least = value;
    }

    /// <summary>Highest grade, which scores 1; default 5.</summary>
    /// <exception cref="SparseEvalException">Not above the lowest.</exception>
    public int Most
    {
        get => _most;
        init => _most = value > _least ? value : throw new SparseEvalException($"Grades from {_least} to {value} leave nothing to choose. Give a highest grade above the lowest.");
    }

    /// <summary>
    /// Answers by item id to compare with: the judge then says which of two answers is better, twice with their places exchanged, and an item scores the mean of 1 for better, 0.5 for a
    /// tie and 0 for worse. Null grades each answer by itself.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Against { get; init; }

    /// <summary>Most tokens of a verdict; default 16.</summary>
    public int MaxTokens { get; init; } = 16;
}
