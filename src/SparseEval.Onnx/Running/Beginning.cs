namespace SparseEval.Onnx;

/// <summary>The tokens that all items of a batch begin with; computed, or found from an earlier batch, when they are first needed.</summary>
internal sealed class Beginning(SharedPast shared, ReadOnlyMemory<int> tokens)
{
    /// <summary>Number of tokens; 0 where nothing is shared.</summary>
    public int Length => tokens.Length;

    /// <summary>Whether this batch had to compute them.</summary>
    public bool Computed { get; private set; }

    /// <summary>Lets go of other batches' beginnings; false where none were kept.</summary>
    public bool FreeOthers() => shared.FreeOthers(tokens.Span);

    /// <summary>Their key/values in one row, or null where there are none.</summary>
    public KeyValues? Past()
    {
        if (tokens.Length == 0) return null;
        var (past, computed) = shared.Of(tokens.Span);
        Computed |= computed;
        return past;
    }
}
