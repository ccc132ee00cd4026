namespace SparseEval.Evaluation;

/// <summary>
/// Asks what <see cref="GenerationRequest.Epochs"/> asks for: the same question several times with a seed for each epoch, as one answer that holds those of all epochs.
/// An item of which an epoch has no answer has none.
/// </summary>
internal sealed class EpochEngine(IInferenceEngine engine) : IInferenceEngine
{
    public EngineDescription Description => engine.Description;

    public int Parallelism => engine.Parallelism;

    public bool Varies => engine.Varies;

    public IReadOnlyList<Diagnostic> Remarks => engine.Remarks;

    public string? ContentOf(EngineRequest request) => engine.ContentOf(Epoch(request, 0));

    public ComputeCost CheckCost => engine.CheckCost;

    public ComputeCost Predict(EngineRequest request)
    {
        var once = engine.Predict(Epoch(request, 0));
        return Enumerable.Repeat(once, Count(request)).Aggregate((sum, cost) => sum + cost);
    }

    /// <remarks>Beginnings are counted in each epoch; the engine has those of the first still.</remarks>
    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) =>
        [.. requests.Zip(engine.PredictTogether([.. requests.Select(request => Epoch(request, 0))]), (request, once) => Enumerable.Repeat(once, Count(request)).Aggregate((sum, cost) => sum + cost))];

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        var answers = batch.Requests.Select(_ => new List<Completion>()).ToArray();
        for (var epoch = 0; epoch < batch.Requests.Max(Count); epoch++)
        {
            batch.Stopping?.ThrowIfCancellationRequested();
            var asked = Enumerable.Range(0, answers.Length).Where(i => Count(batch.Requests[i]) > epoch).ToArray();
            var part = batch with { Requests = [.. asked.Select(i => Epoch(batch.Requests[i], epoch))] };
            var found = await AnswerParts.AnswersAsync(part, request => PartNames.Epoch(request), open => engine.RunAsync(open, cancellationToken)).ConfigureAwait(false);
            foreach (var (i, answer) in asked.Zip(found)) answers[i].Add(answer);
        }
        return [.. answers.Select(Together)];
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static int Count(EngineRequest request) => request is GenerationRequest { Epochs: > 1 } asked ? asked.Epochs : 1;

    private static EngineRequest Epoch(EngineRequest request, int epoch) => request is GenerationRequest { Epochs: > 1 } ? ItemSeeds.Sown(request, epoch + 1) : request;

    private static Completion Together(List<Completion> epochs)
    {
        if (epochs is [var only]) return only;
        var failed = epochs.FindIndex(answer => answer.Error is not null);
        return new()
        {
            ItemId = epochs[0].ItemId,
            Cost = epochs.Aggregate(ComputeCost.Zero, (sum, answer) => sum + answer.Cost),
            Epochs = epochs,
            Content = epochs[0].Content,
            Error = failed >= 0 ? $"Epoch {failed + 1} of {epochs.Count} has no answer: {epochs[failed].Error}"
                : epochs.Exists(answer => answer.Content != epochs[0].Content) ? "The file that it names changed between its epochs." : null,
        };
    }
}
