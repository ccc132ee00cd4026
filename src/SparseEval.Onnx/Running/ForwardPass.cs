namespace SparseEval.Onnx;

/// <summary>What one forward pass gave: logits, read in the runtime's own memory, and the key/values so far.</summary>
internal sealed unsafe class ForwardPass(OrtHandle[] outputs, float* logits, int length, int vocabulary, KeyValues present) : IDisposable
{
    /// <summary>Key/values of past and pass; disposed of with this.</summary>
    public KeyValues Present { get; } = present;

    /// <summary>Logits of the token after position <paramref name="column"/> of a row; valid until this is disposed of.</summary>
    public ReadOnlySpan<float> Logits(int row, int column) => new(logits + ((long)row * length + column) * vocabulary, vocabulary);

    public void Dispose()
    {
        foreach (var output in outputs) output.Dispose();
    }
}
