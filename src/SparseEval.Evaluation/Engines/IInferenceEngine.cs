namespace SparseEval.Evaluation;

/// <summary>Something that runs a model: a local session, a remote server, a program.</summary>
/// <remarks>
/// Work is planned before it is run, so that a resumed run forms the same batches as an undisturbed one and its numbers agree to the last bit.
/// </remarks>
public interface IInferenceEngine : IAsyncDisposable
{
    /// <summary>What runs, where and how; stands in the run record.</summary>
    EngineDescription Description { get; }

    /// <summary>
    /// Batches that the engine works on side by side, at least 1; a server takes many. They may finish in any order. Where it is above 1, batches are handed over one after
    /// another in the plan's order, and <see cref="RunAsync"/> must not hold its caller up.
    /// </summary>
    int Parallelism => 1;

    /// <summary>What was spent so far on requests that serve no item, such as those that check a server before the first one; the ledger counts it.</summary>
    ComputeCost CheckCost => ComputeCost.Zero;

    /// <summary>What a report should say of the way the engine went so far, such as a server that had too much to do; empty where there is nothing to say.</summary>
    IReadOnlyList<Diagnostic> Remarks => [];

    /// <summary>True where equal requests may be answered differently though they ask for no sampling: programs do as they like.</summary>
    bool Varies => false;

    /// <summary>
    /// What an answer depends on beside request and model, as it is now: the SHA-256 in hexadecimal of the file that a prompt names, or a text that no other state of it has; null where
    /// there is nothing. Part of the cache's key; an engine whose requests have any gives it with each answer too (<see cref="Completion.Content"/>), and one that wraps another hands it on.
    /// </summary>
    string? ContentOf(EngineRequest request) => null;

    /// <summary>What a request is expected to cost, without running it. Input tokens are exact where the tokenizer is local. A pure function, called by several threads at once.</summary>
    ComputeCost Predict(EngineRequest request);

    /// <summary>
    /// What requests are expected to cost in one run, in their order: as <see cref="Predict"/> of each, but for beginnings that several share, which one of them pays for; the others tell of
    /// them as <see cref="ComputeCost.SharedTokens"/>.
    /// </summary>
    IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) => [.. requests.Select(Predict)];

    /// <summary>Divides requests into batches, the most expensive first. A pure function of the requests and the engine's options.</summary>
    IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests);

    /// <summary>Runs one batch and answers for every request in it, in its order. What fails for one item is that completion's error; the rest is kept.</summary>
    /// <exception cref="EngineException">The engine as a whole cannot go on.</exception>
    ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken);
}
