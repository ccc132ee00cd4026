namespace SparseEval.Evaluation;

/// <summary>A server that stayed busy, broken or silent through all attempts: this item's error, unless it is so for all.</summary>
internal sealed class SilentServerException(string message, Exception? inner = null) : ServerFaultException(message, inner);
