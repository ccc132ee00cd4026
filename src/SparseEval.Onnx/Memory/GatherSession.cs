namespace SparseEval.Onnx;

/// <summary>A session of a <see cref="GatherGraph"/>, its inputs and outputs bound to the device's memory.</summary>
/// <param name="graph">What it runs.</param>
/// <param name="target">The provider and its memory.</param>
/// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
internal sealed class GatherSession(GatherGraph graph, SessionTarget target, Traffic? traffic) : IDisposable
{
    private readonly DeviceGraph _run = new(graph.Write(), graph.Inputs, [.. graph.Outputs.Select(output => (output, true))], target, traffic);

    public GatherGraph Graph => graph;

    /// <inheritdoc cref="DeviceGraph.Run"/>
    public OrtHandle[] Run(params OrtHandle[] inputs) => _run.Run(inputs);

    public void Dispose() => _run.Dispose();
}
