namespace SparseEval.Evaluation;

/// <summary>A server's answer that is not what was asked for: broken JSON, too few choices, no log-probabilities. Asked again, then this item's error.</summary>
internal sealed class MalformedAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A request that this server will never answer, such as one that is too long: this item's error.</summary>
internal sealed class RefusedRequestException(string message) : Exception(message);

/// <summary>A server that stayed busy, broken or silent through all attempts: this item's error, unless it is so for all.</summary>
internal sealed class SilentServerException(string message, Exception? inner = null) : Exception(message, inner);
