namespace SparseEval.Evaluation;

/// <summary>A server's answer that is not what was asked for: broken JSON, too few choices, no log-probabilities. Asked again, then this item's error.</summary>
internal sealed class MalformedAnswerException(string message, Exception? inner = null) : ServerFaultException(message, inner);
