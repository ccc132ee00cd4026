namespace SparseEval.Onnx;

/// <summary>Where in the key/values that a <see cref="GatherGraph"/> reads each position of the composed rows lies, as tensors over one buffer that is used again.</summary>
internal sealed unsafe class GatherIndices(OrtApi api) : IDisposable
{
    private readonly NativeBuffer _buffer = new();

    /// <summary>A tensor a kind, [batch, heads, length], or [blocks, batch, heads, length] where key and value share one. The caller disposes of them before the next call.</summary>
    /// <param name="kinds">Of the graph's key/values.</param>
    /// <param name="rows">What is composed, row by row.</param>
    /// <param name="sources">The key/values that the rows are of, in the graph's order.</param>
    /// <param name="length">Of the longest row.</param>
    public OrtHandle[] Of(IReadOnlyList<(int Blocks, int Heads)> kinds, ReadOnlySpan<KeptRow> rows, List<KeyValues> sources, int length)
    {
        var (counts, at, from) = (new int[kinds.Count], 0, 0);
        for (var i = 0; i < counts.Length; i++) counts[i] = checked(kinds[i].Blocks * rows.Length * kinds[i].Heads * length);
        var memory = _buffer.Span<int>(counts.Sum());
        for (var i = 0; i < counts.Length; at += counts[i++]) Fill(memory.Slice(at, counts[i]), kinds[i], rows, sources, length);
        var tensors = new OrtHandle[counts.Length];
        for (var i = 0; i < counts.Length; from += counts[i++])
        {
            long[] shape = kinds[i].Blocks == 1 ? [rows.Length, kinds[i].Heads, length] : [kinds[i].Blocks, rows.Length, kinds[i].Heads, length];
            tensors[i] = api.CreateTensor((int*)_buffer.Reserve(0) + from, (long)counts[i] * sizeof(int), shape, TensorType.Int32);
        }
        return tensors;
    }

    public void Dispose() => _buffer.Dispose();

    private static void Fill(Span<int> indices, (int Blocks, int Heads) kind, ReadOnlySpan<KeptRow> rows, List<KeyValues> sources, int length)
    {
        var at = 0;
        for (var block = 0; block < kind.Blocks; block++)
        {
            foreach (var row in rows)
            {
                var first = Before(row.Source, sources, kind);
                for (var head = 0; head < kind.Heads; head++)
                {
                    var cell = checked(first + (((((block * row.Source.Rows) + row.Row) * kind.Heads) + head) * row.Source.Length) + row.From);
                    // Before a shorter row's first stands its first again, which is as finite as the row itself.
                    for (var i = row.Count - length; i < row.Count; i++) indices[at++] = cell + Math.Max(0, i);
                }
            }
        }
    }

    /// <summary>Positions of the sources before one.</summary>
    private static int Before(KeyValues source, List<KeyValues> sources, (int Blocks, int Heads) kind)
    {
        var positions = 0;
        foreach (var one in sources)
        {
            if (one == source) break;
            positions = checked(positions + (kind.Blocks * one.Rows * kind.Heads * one.Length));
        }
        return positions;
    }
}
