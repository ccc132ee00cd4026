namespace SparseEval.Evaluation;

/// <summary>A judge whose costs say that they are a judge's, so that it may be paid by a list of its own.</summary>
internal sealed class JudgeSide(IInferenceEngine engine) : IInferenceEngine
{
    public EngineDescription Description => engine.Description;

    public int Parallelism => engine.Parallelism;

    public bool Varies => engine.Varies;

    public IReadOnlyList<Diagnostic> Remarks => engine.Remarks;

    public string? ContentOf(EngineRequest request) => engine.ContentOf(request);

    public ComputeCost CheckCost => Marked(engine.CheckCost);

    public ComputeCost Predict(EngineRequest request) => Marked(engine.Predict(request));

    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) => [.. engine.PredictTogether(requests).Select(Marked)];

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        [.. (await engine.RunAsync(batch, cancellationToken).ConfigureAwait(false)).Select(answer => answer with { Cost = Marked(answer.Cost) })];

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static ComputeCost Marked(ComputeCost cost) => cost == ComputeCost.Zero ? cost : cost with { Sides = new(ComputeCost.Zero, cost) };
}
