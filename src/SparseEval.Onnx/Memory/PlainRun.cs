namespace SparseEval.Onnx;

/// <summary>Inputs and outputs in the processor's memory; a provider with memory of its own copies them there and back in every pass.</summary>
internal sealed class PlainRun(OrtApi api, OrtHandle session, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, Traffic? traffic) : IPassRunner
{
    private readonly NameTable _inputs = new(inputs), _outputs = new(outputs);

    public OrtHandle[] Run(OrtHandle[] inputs)
    {
        var found = api.Run(session, _inputs, inputs, _outputs);
        traffic?.Count(inputs, found);
        return found;
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _outputs.Dispose();
    }
}
