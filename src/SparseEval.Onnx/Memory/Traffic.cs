namespace SparseEval.Onnx;

/// <summary>Bytes that went into a provider's sessions out of the processor's memory, and came back into it, as the tensors themselves say where they lie.</summary>
internal sealed class Traffic(OrtApi api)
{
    /// <summary>Of inputs.</summary>
    public long ToDevice { get; private set; }

    /// <summary>Of outputs.</summary>
    public long FromDevice { get; private set; }

    /// <summary>Counts one pass.</summary>
    public void Count(ReadOnlySpan<OrtHandle> inputs, ReadOnlySpan<OrtHandle> outputs) => (ToDevice, FromDevice) = (ToDevice + OnProcessor(inputs), FromDevice + OnProcessor(outputs));

    private long OnProcessor(ReadOnlySpan<OrtHandle> tensors)
    {
        var bytes = 0L;
        foreach (var tensor in tensors) if (api.MemoryOf(tensor) == DeviceMemory.Processor.Name) bytes += api.Bytes(tensor);
        return bytes;
    }
}
