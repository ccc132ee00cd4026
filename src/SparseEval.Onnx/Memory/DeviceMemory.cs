namespace SparseEval.Onnx;

/// <summary>Memory of a provider's own.</summary>
/// <param name="Name">As the runtime knows it.</param>
/// <param name="Device">Number of the device.</param>
internal sealed record DeviceMemory(string Name, int Device)
{
    /// <summary>The processor's, for trials of binding where there is no device.</summary>
    public static DeviceMemory Processor { get; } = new("Cpu", 0);
}
