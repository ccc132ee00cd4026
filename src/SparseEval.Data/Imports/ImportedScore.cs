namespace SparseEval.Data;

/// <summary>One model's score on one item as a source has it.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Score">In [0, 1]: the mean of the replicates that have one; null where it is missing, which is never the same as 0.</param>
public sealed record ImportedScore(string Item, double? Score)
{
    /// <summary>The replicates, in the order of the source; empty where the item was run once.</summary>
    public IReadOnlyList<ImportedEpoch> Epochs { get; init; } = [];

    /// <summary>Tokens read in one run of the item, the mean over replicates; null where not said.</summary>
    public double? InputTokens { get; init; }

    /// <summary>Tokens generated in one run of the item; null where not said.</summary>
    public double? OutputTokens { get; init; }

    /// <summary>Seconds that one run of the item took; null where not said.</summary>
    public double? Seconds { get; init; }

    /// <summary>US dollars that one run of the item cost; null where not said.</summary>
    public double? Usd { get; init; }

    /// <summary>The source's own hash of the question, by which versions of it are told apart; null where there is none.</summary>
    public string? QuestionHash { get; init; }
}
