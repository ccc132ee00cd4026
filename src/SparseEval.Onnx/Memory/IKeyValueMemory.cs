namespace SparseEval.Onnx;

/// <summary>Where key/values that are made out of rows of others lie.</summary>
internal interface IKeyValueMemory : IDisposable
{
    /// <summary>
    /// Copies rows of key/values, some perhaps several times, each ending at the last position; what stands before a shorter row's first is finite and
    /// means nothing. Valid until the second composition after it.
    /// </summary>
    KeyValues Compose(ReadOnlySpan<KeptRow> rows);

    /// <summary>A beginning's key/values once for each row; it outlives the compositions that rows entering twice before the others run would make.</summary>
    KeyValues Repeat(KeyValues beginning, int rows);
}
