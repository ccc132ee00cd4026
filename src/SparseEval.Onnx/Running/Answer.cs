namespace SparseEval.Onnx;

/// <summary>What a pass found out about one request.</summary>
internal sealed record Answer
{
    /// <summary>Of each continuation; else null.</summary>
    public double[]? LogLikelihoods { get; init; }

    /// <summary>Generated text; else null.</summary>
    public string? Text { get; init; }

    /// <summary>Tokens generated, the one that ended it included.</summary>
    public int Generated { get; init; }

    /// <summary>The text ended at its most tokens, and not by a stop text or the model's own end.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Passes of one token after the context's: the token that ends a text is never run, the last one before a failure was.</summary>
    public int Steps => Error is null ? Math.Max(0, Generated - 1) : Generated;

    /// <summary>Operations after the context where two models generated, of both and the draft's own reading of the context; else null.</summary>
    public double? GenerationFlops { get; init; }

    /// <summary>Why there is no answer, or null.</summary>
    public string? Error { get; init; }

    /// <summary>What the runtime said when it failed on this item alone, or null.</summary>
    public OrtException? Fault { get; init; }

    /// <summary>The longest answer that may come, for predictions.</summary>
    public static Answer Most(EncodedRequest item) => new() { Generated = item.MaxTokens };

    public static Answer Failed(EncodedRequest item, string why) => new() { Error = $"Item '{item.Request.ItemId}' has no answer: {why}." };
}
