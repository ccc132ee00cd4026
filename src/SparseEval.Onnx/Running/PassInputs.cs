namespace SparseEval.Onnx;

/// <summary>What a decoder takes beside key/values, in memory that is used again from pass to pass.</summary>
internal sealed unsafe class PassInputs(OrtApi api, DecoderLayout layout) : IDisposable
{
    private readonly NativeBuffer _ids = new(), _mask = new(), _positions = new(), _branch = new(), _rows = new();

    /// <summary>Token ids of the next pass, [rows, length] row by row; contents are what the last pass left.</summary>
    public Span<long> Ids(int rows, int length) => _ids.Span<long>(rows * length);

    /// <summary>1 where a key may be attended to, [rows, past + length].</summary>
    public Span<long> Mask(int rows, int total) => _mask.Span<long>(rows * total);

    /// <summary>Position of each token in its row's own text, [rows, length]; padding takes any valid one.</summary>
    public Span<long> Positions(int rows, int length) => _positions.Span<long>(rows * length);

    /// <summary>Tensors over what was filled in, in the layout's order; the caller disposes of them.</summary>
    /// <param name="rows">Rows of the pass.</param>
    /// <param name="past">Positions before it.</param>
    /// <param name="length">Tokens a row.</param>
    /// <param name="wanted">Positions whose logits are wanted, row x length + column.</param>
    public List<OrtHandle> Tensors(int rows, int past, int length, IReadOnlyList<int> wanted)
    {
        var tensors = new List<OrtHandle>(8 + (2 * layout.Past.Count));
        try
        {
            tensors.Add(Integers(_ids, layout.Ids, rows, length));
            if (layout.Mask is { } mask) tensors.Add(Integers(_mask, mask, rows, past + length));
            if (layout.Positions is { } positions) tensors.Add(Integers(_positions, positions, rows, length));
            if (layout.Branch is not null) tensors.Add(BranchFlag(past > 0));
            if (layout.Rows is not null) tensors.Add(Rows(wanted));
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors) tensor.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var buffer in (NativeBuffer[])[_ids, _mask, _positions, _branch, _rows]) buffer.Dispose();
    }

    private OrtHandle BranchFlag(bool hasPast)
    {
        *_branch.Reserve(1) = hasPast ? (byte)1 : (byte)0;
        return api.CreateTensor(_branch.Reserve(1), 1, [1], TensorType.Bool);
    }

    private OrtHandle Rows(IReadOnlyList<int> wanted)
    {
        // At least one, since not every operator takes none.
        var count = Math.Max(1, wanted.Count);
        var rows = _rows.Span<long>(count);
        rows[0] = 0;
        for (var i = 0; i < wanted.Count; i++) rows[i] = wanted[i];
        return api.CreateTensor(_rows.Reserve(0), (long)count * sizeof(long), [count], TensorType.Int64);
    }

    private OrtHandle Integers(NativeBuffer buffer, TensorInfo input, int rows, int columns)
    {
        var count = rows * columns;
        var longs = (long*)buffer.Reserve(count * sizeof(long));
        if (input.Type == TensorType.Int64) return api.CreateTensor(longs, (long)count * sizeof(long), [rows, columns], TensorType.Int64);
        // Narrowed in place: reading runs ahead of writing.
        var integers = (int*)longs;
        for (var i = 0; i < count; i++) integers[i] = (int)longs[i];
        return api.CreateTensor(integers, (long)count * sizeof(int), [rows, columns], TensorType.Int32);
    }
}
