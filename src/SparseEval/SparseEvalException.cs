namespace SparseEval;

/// <summary>
/// What the caller gave cannot be worked with: the message says what came, where, what is allowed and what to do. Commands print it as one
/// line and end with exit code 2.
/// </summary>
public sealed class SparseEvalException : Exception
{
    /// <summary>An error without text; prefer the other constructors.</summary>
    public SparseEvalException() { }

    /// <summary>An error that one sentence explains.</summary>
    public SparseEvalException(string message) : base(message) { }

    /// <summary>An error with what caused it.</summary>
    public SparseEvalException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>An error that one interpolated sentence explains; its numbers read alike in every culture.</summary>
    public SparseEvalException(InvariantText message) : base(message.ToString()) { }

    /// <summary>The same with what caused it.</summary>
    public SparseEvalException(InvariantText message, Exception innerException) : base(message.ToString(), innerException) { }
}
