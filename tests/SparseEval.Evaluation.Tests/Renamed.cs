namespace SparseEval.Evaluation.Tests;

/// <summary>An engine that calls itself something else: the same server come back at another address.</summary>
internal sealed class Renamed(IInferenceEngine engine, EngineDescription description) : IInferenceEngine
{
    public EngineDescription Description => description;

    public int Parallelism => engine.Parallelism;

    public IReadOnlyList<Diagnostic> Remarks => engine.Remarks;

    public string? ContentOf(EngineRequest request) => engine.ContentOf(request);

    public ComputeCost Predict(EngineRequest request) => engine.Predict(request);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

    public ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) => engine.RunAsync(batch, cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
