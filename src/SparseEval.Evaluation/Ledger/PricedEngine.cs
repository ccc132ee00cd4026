namespace SparseEval.Evaluation;

/// <summary>An engine whose costs carry their price, so that a model and its judge may be paid by lists of their own.</summary>
internal sealed class PricedEngine(IInferenceEngine engine, PriceList prices) : IInferenceEngine
{
    public EngineDescription Description => engine.Description;

    public int Parallelism => engine.Parallelism;

    public bool Varies => engine.Varies;

    public IReadOnlyList<Diagnostic> Remarks => engine.Remarks;

    public string? ContentOf(EngineRequest request) => engine.ContentOf(request);

    public ComputeCost CheckCost => engine.CheckCost == ComputeCost.Zero ? ComputeCost.Zero : Priced(engine.CheckCost);

    public ComputeCost Predict(EngineRequest request) => Priced(engine.Predict(request));

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        [.. (await engine.RunAsync(batch, cancellationToken).ConfigureAwait(false)).Select(answer => answer with { Cost = Priced(answer.Cost) })];

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private ComputeCost Priced(ComputeCost cost) => cost with { Money = prices.Of(cost) };
}
