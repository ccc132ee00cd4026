namespace SparseEval.Evaluation;

/// <summary>An item that a program has been given and has not answered.</summary>
internal sealed class OpenQuestion(EngineRequest request, long asked)
{
    public EngineRequest Request { get; } = request;

    /// <summary>Timestamp of the program's clock.</summary>
    public long Asked { get; } = asked;

    /// <summary>Its part of the time since the program's last line, once the program has ended without its answer.</summary>
    public TimeSpan Lost { get; set; }

    public TaskCompletionSource<Completion> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
