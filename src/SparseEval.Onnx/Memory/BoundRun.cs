namespace SparseEval.Onnx;

/// <summary>Inputs may lie in the provider's memory, and the outputs that are asked for there stay there.</summary>
internal sealed class BoundRun : IPassRunner
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session, _binding, _device;
    private readonly NameTable _inputs, _outputs;
    private readonly OrtHandle[] _memory;
    private readonly Traffic? _traffic;

    /// <param name="api">The runtime.</param>
    /// <param name="session">The session; not disposed of with this.</param>
    /// <param name="inputs">Names of the inputs.</param>
    /// <param name="outputs">Names of the outputs, and whether each stays on the device.</param>
    /// <param name="memory">The device's memory.</param>
    /// <param name="traffic">Counts what does not stay there, or null.</param>
    public BoundRun(OrtApi api, OrtHandle session, IReadOnlyList<string> inputs, IReadOnlyList<(string Name, bool Stays)> outputs, DeviceMemory memory, Traffic? traffic)
    {
        (_api, _session, _traffic) = (api, session, traffic);
        _device = api.CreateMemory(memory.Name, memory.Device);
        try
        {
            _binding = api.CreateBinding(session);
        }
        catch
        {
            _device.Dispose();
            throw;
        }
        (_inputs, _outputs) = (new NameTable(inputs), new NameTable([.. outputs.Select(o => o.Name)]));
        _memory = [.. outputs.Select(o => o.Stays ? _device : api.CpuMemory)];
    }

    public OrtHandle[] Run(OrtHandle[] inputs)
    {
        var found = _api.RunBound(_session, _binding, (_inputs, inputs), (_outputs, _memory));
        _traffic?.Count(inputs, found);
        return found;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _device.Dispose();
        _inputs.Dispose();
        _outputs.Dispose();
    }
}
