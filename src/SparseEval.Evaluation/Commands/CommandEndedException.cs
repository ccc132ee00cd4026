namespace SparseEval.Evaluation;

/// <summary>A program ended, or was ended for its silence, and owes answers: the message says how, with the end of its standard error.</summary>
internal sealed class CommandEndedException(string message, int? exitCode, TimeSpan lost = default) : Exception(message)
{
    /// <summary>Null where it was ended by us.</summary>
    public int? ExitCode { get; } = exitCode;

    /// <summary>Time of the program that an item got nothing for.</summary>
    public TimeSpan Lost { get; } = lost;

    /// <summary>The shell could not find or start it, so that no other attempt will do better.</summary>
    public bool NeverStarted => ExitCode is 126 or 127;
}
