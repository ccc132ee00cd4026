namespace SparseEval.Onnx;

/// <summary>What one forward pass gave: the logits that were wanted, where the runtime left them, and the key/values so far.</summary>
/// <param name="outputs">The runtime's tensors.</param>
/// <param name="logits">What can be asked of the logits; disposed of with this.</param>
/// <param name="present">Key/values of past and pass.</param>
internal sealed class ForwardPass(OrtHandle[] outputs, IPassLogits logits, KeyValues present) : IDisposable
{
    /// <summary>Key/values of past and pass; disposed of with this.</summary>
    public KeyValues Present { get; } = present;

    /// <summary>The logits wanted.</summary>
    public IPassLogits Logits { get; } = logits;

    public void Dispose()
    {
        Logits.Dispose();
        foreach (var output in outputs) output.Dispose();
    }
}
