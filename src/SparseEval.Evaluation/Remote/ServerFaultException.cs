namespace SparseEval.Evaluation;

/// <summary>What a server did instead of answering one item: that item's error, and nobody else's. Its message begins small, for a sentence that names the server.</summary>
internal abstract class ServerFaultException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Tokens that the server took for answers that could not be used, as far as it says.</summary>
    public TokenUsage Spent { get; set; }
}
