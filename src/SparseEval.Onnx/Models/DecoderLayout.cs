namespace SparseEval.Onnx;

/// <summary>
/// A decoder's inputs and outputs as people export them: ids [batch, sequence], perhaps a mask [batch, total], positions [batch, sequence] and
/// use_cache_branch [1]; keys and values of the past; logits [batch, sequence, vocabulary] and the keys and values so far.
/// </summary>
internal sealed record DecoderLayout
{
    /// <summary>Token ids.</summary>
    public required TensorInfo Ids { get; init; }

    /// <summary>1 where a key may be attended to; null where the graph takes none.</summary>
    public TensorInfo? Mask { get; init; }

    /// <summary>Positions; null where the graph works them out.</summary>
    public TensorInfo? Positions { get; init; }

    /// <summary>Whether there is a past, for decoders merged of one with and one without; else null.</summary>
    public TensorInfo? Branch { get; init; }

    /// <summary>Which positions' logits are wanted, where <see cref="LogitGather"/> has changed the graph; else null and all come.</summary>
    public TensorInfo? Rows { get; init; }

    /// <summary>Logits, in float32, float16 or bfloat16.</summary>
    public required TensorInfo Logits { get; init; }

    /// <summary>Keys and values, layer by layer.</summary>
    public required IReadOnlyList<PastTensor> Past { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Size of the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Names of the inputs in the order in which we give them: ids, mask, positions, branch, rows, past.</summary>
    public IReadOnlyList<string> InputNames => [.. new[] { Ids, Mask, Positions, Branch, Rows }.OfType<TensorInfo>().Select(t => t.Name), .. Past.Select(p => p.Input)];

    /// <summary>Names of the outputs in our order: logits, then keys and values.</summary>
    public IReadOnlyList<string> OutputNames => [Logits.Name, .. Past.Select(p => p.Output)];
}
