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

    /// <summary>Why there is no answer, or null.</summary>
    public string? Error { get; init; }

    public static Answer Failed(EncodedRequest item, string why) => new() { Error = $"Item '{item.Request.ItemId}' has no answer: {why}." };
}
