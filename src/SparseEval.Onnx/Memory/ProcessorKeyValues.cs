namespace SparseEval.Onnx;

/// <summary>Composes in the processor's memory, in blocks that are used again.</summary>
internal sealed class ProcessorKeyValues(OrtApi api, IReadOnlyList<PastTensor> past) : IKeyValueMemory
{
    private readonly KeyValueBuffers _composed = new(api, past), _repeated = new(api, past);

    public KeyValues Compose(ReadOnlySpan<KeptRow> rows) => _composed.Compose(rows);

    public KeyValues Repeat(KeyValues beginning, int rows) => _repeated.Compose([.. Enumerable.Repeat(new KeptRow(beginning, 0, 0, beginning.Length), rows)]);

    public void Dispose()
    {
        _composed.Dispose();
        _repeated.Dispose();
    }
}
