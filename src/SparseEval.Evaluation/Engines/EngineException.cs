namespace SparseEval.Evaluation;

/// <summary>An engine cannot start or cannot go on: the message says what it met and what to do. Commands end with exit code 1.</summary>
public sealed class EngineException : Exception
{
    /// <summary>True where the engine works and cannot do what the benchmark asks of it, so that scores would mean nothing. Commands end with exit code 5.</summary>
    public bool LacksCapability { get; init; }

    /// <summary>True where the server has no such path: a probe goes on to the next question.</summary>
    internal bool HasNoSuchPath { get; init; }

    /// <summary>An error without text; prefer the other constructors.</summary>
    public EngineException() { }

    /// <summary>An error that one sentence explains.</summary>
    public EngineException(string message) : base(message) { }

    /// <summary>An error with what caused it.</summary>
    public EngineException(string message, Exception innerException) : base(message, innerException) { }
}
