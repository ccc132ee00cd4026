using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>
/// One session a device, side by side. A batch's number says which session runs it, and a session runs its batches in the order in which they were handed over, so that what is
/// computed where, and which item pays for a beginning that several share, does not depend on which session is quicker.
/// </summary>
internal sealed class ParallelEngine : IInferenceEngine
{
    private readonly IReadOnlyList<OnnxEngine> _sessions;
    private readonly Line[] _lines;

    private ParallelEngine(IReadOnlyList<OnnxEngine> sessions, IReadOnlyList<int> devices) =>
        (_sessions, _lines, Description) = (sessions, [.. sessions.Select(session => new Line(session))], sessions[0].Description with { Devices = devices });

    public EngineDescription Description { get; }

    public IReadOnlyList<Diagnostic> Remarks => _sessions[0].Remarks;

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

    public string? ContentOf(EngineRequest request) => ((IInferenceEngine)_sessions[0]).ContentOf(request);

    public ComputeCost Predict(EngineRequest request) => _sessions[0].Predict(request);

    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) => _sessions[0].PredictTogether(requests, _sessions.Count);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => _sessions[0].Plan(requests);

    /// <remarks>Behind the session's batches that were handed over before, on threads of the pool: a session works on its caller's, which may be about to start another.</remarks>
    public ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        var line = _lines[batch.Number % _lines.Length];
        lock (line)
        {
            var run = line.Last.ContinueWith(_ => line.Session.RunAsync(batch, cancellationToken).AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
            line.Last = run;
            return new ValueTask<IReadOnlyList<Completion>>(run);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A session and the batch that was handed to it last.</summary>
    private sealed class Line(OnnxEngine session)
    {
        public OnnxEngine Session { get; } = session;

        public Task Last { get; set; } = Task.CompletedTask;
    }
}
