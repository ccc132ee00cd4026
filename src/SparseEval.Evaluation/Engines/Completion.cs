namespace SparseEval.Evaluation;

/// <summary>An engine's answer about one item: log-likelihoods, or text, or an error.</summary>
public sealed record Completion
{
    /// <summary>Longest text that is kept of an item that was answered elsewhere: many wait to be written down.</summary>
    internal const int MostCharacters = 1 << 20;

    /// <summary>Id of the item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Natural logarithm of the probability of each continuation, summed over its tokens, in the order asked; else null.</summary>
    public IReadOnlyList<double>? LogLikelihoods { get; init; }

    /// <summary>Cosine in [-1, 1] of the context's embedding and each continuation's, from models of embeddings; else null.</summary>
    public IReadOnlyList<double>? Similarities { get; init; }

    /// <summary>The generated text without what stopped it; else null.</summary>
    public string? Text { get; init; }

    /// <summary>The item's score in [0, 1], where the engine scores by itself; else null.</summary>
    public double? Score { get; init; }

    /// <summary>True where the text ended because <see cref="GenerationRequest.MaxTokens"/> were generated, as far as the engine says; it is scored as it stands, and the run remarks on it.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>True where there is no score because a judge's reply ended at its most tokens.</summary>
    internal bool IsVerdictCut { get; init; }

    /// <summary>A judge's verdicts in [0, 1], one for each order in which it saw the answers; else null.</summary>
    public IReadOnlyList<double>? Verdicts { get; init; }

    /// <summary>The answers of all epochs, where the item was asked several times; text and log-likelihoods stand there alone. Else null.</summary>
    public IReadOnlyList<Completion>? Epochs { get; init; }

    /// <summary>What was read to give this answer beside the request, as <see cref="IInferenceEngine.ContentOf"/> tells it; else null.</summary>
    public string? Content { get; init; }

    /// <summary>What it cost.</summary>
    public required ComputeCost Cost { get; init; }

    /// <summary>Why this item has no answer, or null. Such an item is missing, never scored 0.</summary>
    public string? Error { get; init; }
}
