using System.Diagnostics;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>An engine with a watch: what share of the time between its first batch and its last it worked, and what share the runtime's passes took.</summary>
internal sealed class BusyEngine(IInferenceEngine engine) : IInferenceEngine
{
    private long _first, _last;
    private TimeSpan _working, _passesBefore, _passesAfter;

    public EngineDescription Description => engine.Description;

    /// <summary>Share of the time in which the engine had a batch.</summary>
    public double Engine => _working / Stopwatch.GetElapsedTime(_first, _last);

    /// <summary>Share of the time in which the provider ran a pass.</summary>
    public double Provider => (_passesAfter - _passesBefore) / Stopwatch.GetElapsedTime(_first, _last);

    private TimeSpan Passes => (engine as OnnxEngine)?.PassTime ?? TimeSpan.Zero;

    public void Reset() => (_first, _working, _passesBefore, _passesAfter) = (0, TimeSpan.Zero, Passes, Passes);

    public ComputeCost Predict(EngineRequest request) => engine.Predict(request);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (_first == 0) _first = started;
        var answers = await engine.RunAsync(batch, cancellationToken);
        (_last, _passesAfter) = (Stopwatch.GetTimestamp(), Passes);
        _working += Stopwatch.GetElapsedTime(started, _last);
        return answers;
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
