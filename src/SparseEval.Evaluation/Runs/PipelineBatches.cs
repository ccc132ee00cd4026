namespace SparseEval.Evaluation;

/// <summary>Where a list of batches stands in the run.</summary>
/// <param name="First">Number of its first batch.</param>
/// <param name="Finished">Ids of items that an earlier process finished.</param>
internal sealed record BatchOrder(int First, IReadOnlySet<string> Finished);

/// <summary>A batch whose cached answers are found.</summary>
/// <param name="Number">In the run, from 0.</param>
/// <param name="Found">Answers from the cache.</param>
/// <param name="ToRun">What the engine has to answer, or null.</param>
internal sealed record PreparedBatch(int Number, IReadOnlyList<Completion> Found, EngineBatch? ToRun);

/// <summary>A batch with all its answers.</summary>
/// <param name="Prepared">The batch.</param>
/// <param name="Fresh">The engine's answers, in the order of the requests.</param>
internal sealed record AnsweredBatch(PreparedBatch Prepared, IReadOnlyList<Completion> Fresh);
