using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>
/// One session a device, side by side. A batch's number says which session runs it, so that what is computed where does not depend on which is quicker;
/// which item of a session pays for a beginning that several share may.
/// </summary>
internal sealed class ParallelEngine : IInferenceEngine
{
    private readonly IReadOnlyList<OnnxEngine> _sessions;

    private ParallelEngine(IReadOnlyList<OnnxEngine> sessions, IReadOnlyList<int> devices) =>
        (_sessions, Description) = (sessions, sessions[0].Description with { Devices = devices });

    public EngineDescription Description { get; }

    /// <summary>Twice as many as sessions, so that the next batch of each is ready.</summary>
    public int Parallelism => 2 * _sessions.Count;

    public static ParallelEngine Open(OnnxEngineOptions options, OrtApi api)
    {
        var threads = Math.Max(1, (options.Threads > 0 ? options.Threads : Environment.ProcessorCount) / options.Devices.Count);
        var sessions = new List<OnnxEngine>();
        try
        {
            // The first finds the provider; the others have to run on the same.
            foreach (var device in options.Devices)
                sessions.Add(OnnxEngine.Open(options with { Devices = [device], Threads = threads, Providers = sessions is [var first, ..] ? [first.Description.Provider] : options.Providers }, api, sessions.FirstOrDefault()));
            return new ParallelEngine(sessions, options.Devices);
        }
        catch
        {
            foreach (var session in sessions) session.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    public ComputeCost Predict(EngineRequest request) => _sessions[0].Predict(request);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => _sessions[0].Plan(requests);

    /// <remarks>On a thread of its own: a session works on its caller's, and the caller may be about to start another.</remarks>
    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        await Task.Run(() => _sessions[batch.Number % _sessions.Count].RunAsync(batch, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync().ConfigureAwait(false);
    }
}
