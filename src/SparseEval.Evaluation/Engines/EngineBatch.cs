namespace SparseEval.Evaluation;

/// <summary>Requests that an engine runs together.</summary>
/// <param name="Number">Position in the plan, from 0.</param>
/// <param name="Requests">At least one.</param>
public sealed record EngineBatch(int Number, IReadOnlyList<EngineRequest> Requests)
{
    /// <summary>
    /// Tokens at the beginning of every request of this batch that an engine may compute once and keep for other batches of the same plan, such as
    /// examples before each question; 0 where none are worth it. It belongs to the plan, so that a resumed run computes what an undisturbed one does.
    /// </summary>
    public int SharedTokens { get; init; }

    /// <summary>Answers to parts of these requests that an earlier attempt left, and the place for new ones; null where nobody keeps them.</summary>
    internal AnswerParts? Parts { get; init; }

    /// <summary>Cancelled where nothing new is to be begun for these requests, while what is under way may still be answered; null where one token says both.</summary>
    internal CancellationToken? Stopping { get; init; }
}
