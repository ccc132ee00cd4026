using System.Diagnostics;

namespace SparseEval.Evaluation;

/// <summary>An item that a program has been given and has not answered.</summary>
internal sealed class OpenQuestion(EngineRequest request)
{
    public EngineRequest Request { get; } = request;

    public long Asked { get; } = Stopwatch.GetTimestamp();

    /// <summary>Its part of the time since the program's last line, once the program has ended without its answer.</summary>
    public TimeSpan Lost { get; set; }

    public TaskCompletionSource<Completion> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
