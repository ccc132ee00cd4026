namespace SparseEval.Evaluation;

/// <summary>A request that this server will never answer, such as one that is too long: this item's error.</summary>
internal sealed class RefusedRequestException(string message) : ServerFaultException(message);
