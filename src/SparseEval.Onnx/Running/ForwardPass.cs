namespace SparseEval.Onnx;

/// <summary>What one forward pass gave: the logits that were wanted, read in the runtime's own memory, and the key/values so far.</summary>
/// <param name="outputs">The runtime's tensors.</param>
/// <param name="logits">Rows of logits.</param>
/// <param name="wanted">Which row each wanted one is, or null where only the wanted ones are there.</param>
/// <param name="present">Key/values of past and pass.</param>
internal sealed class ForwardPass(OrtHandle[] outputs, LogitRows logits, IReadOnlyList<int>? wanted, KeyValues present) : IDisposable
{
    /// <summary>Key/values of past and pass; disposed of with this.</summary>
    public KeyValues Present { get; } = present;

    /// <summary>The logits wanted, by their place in that list; valid until the next call or until this is disposed of.</summary>
    public ReadOnlySpan<float> Logits(int place) => logits[wanted is null ? place : wanted[place]];

    public void Dispose()
    {
        foreach (var output in outputs) output.Dispose();
    }
}
