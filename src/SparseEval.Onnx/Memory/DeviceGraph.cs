namespace SparseEval.Onnx;

/// <summary>A small graph of ours on a provider, its inputs and outputs in that provider's memory or in the processor's.</summary>
internal sealed class DeviceGraph : IDisposable
{
    private readonly OrtHandle _session;
    private readonly BoundRun _run;

    /// <param name="graph">The model.</param>
    /// <param name="inputs">Names in the order in which they are given.</param>
    /// <param name="outputs">Names, and whether each stays on the device.</param>
    /// <param name="target">The provider and its memory.</param>
    /// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
    public DeviceGraph(ReadOnlyMemory<byte> graph, IReadOnlyList<string> inputs, IReadOnlyList<(string Name, bool Stays)> outputs, SessionTarget target, Traffic? traffic)
    {
        _session = target.CreateSession(graph);
        try
        {
            _run = new BoundRun(target.Api, _session, inputs, outputs, target.Memory!, traffic);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The outputs, which the caller disposes of.</summary>
    public OrtHandle[] Run(params OrtHandle[] inputs) => _run.Run(inputs);

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
