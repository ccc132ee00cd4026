namespace SparseEval.Onnx;

/// <summary>A session of a <see cref="GatherGraph"/>, its inputs and outputs bound to the device's memory.</summary>
internal sealed class GatherSession : IDisposable
{
    private readonly OrtHandle _session;

    /// <param name="graph">What it runs.</param>
    /// <param name="target">The provider and its memory.</param>
    /// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
    public GatherSession(GatherGraph graph, SessionTarget target, Traffic? traffic)
    {
        Graph = graph;
        _session = target.CreateSession(graph.Write());
        try
        {
            Run = new BoundRun(target.Api, _session, graph.Inputs, [.. graph.Outputs.Select(o => (o, true))], target.Memory!, traffic);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public GatherGraph Graph { get; }

    public BoundRun Run { get; }

    public void Dispose()
    {
        Run.Dispose();
        _session.Dispose();
    }
}
