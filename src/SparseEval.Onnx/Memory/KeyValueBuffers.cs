namespace SparseEval.Onnx;

/// <summary>Composes key/values out of rows of others, in two blocks of memory by turns, so that one composition may be made from the last.</summary>
internal sealed unsafe class KeyValueBuffers(OrtApi api, IReadOnlyList<PastTensor> past) : IDisposable
{
    private readonly NativeBuffer[] _memory = [new(), new()];
    private int _turn;

    /// <summary>Rows in the order given, as long as the longest; a shorter one stands at the end, after positions whose contents mean nothing.</summary>
    public KeyValues Compose(ReadOnlySpan<KeptRow> rows)
    {
        var length = 0;
        foreach (var row in rows) length = Math.Max(length, row.Count);
        var (count, at) = (rows.Length, 0L);
        var memory = _memory[_turn ^= 1].Reserve(past.Sum(p => p.Bytes(count, length)));
        var tensors = new OrtHandle[past.Count];
        for (var i = 0; i < tensors.Length; i++)
        {
            var bytes = past[i].Bytes(count, length);
            for (var row = 0; row < count; row++) Copy(past[i], rows[row], api.Data(rows[row].Source.Tensors[i]), memory + at, (count, row, length));
            tensors[i] = api.CreateTensor(memory + at, bytes, past[i].Shape(count, length), past[i].Type);
            at += bytes;
        }
        return new KeyValues(tensors, count, length);
    }

    public void Dispose()
    {
        foreach (var memory in _memory) memory.Dispose();
    }

    private static void Copy(PastTensor tensor, KeptRow kept, byte* from, byte* to, (int Rows, int Row, int Length) place)
    {
        var (cell, source) = (tensor.CellBytes, kept.Source);
        var (copied, before) = (kept.Count * cell, (place.Length - kept.Count) * cell);
        for (var block = 0; block < tensor.Blocks; block++)
        {
            for (var head = 0; head < tensor.Heads; head++)
            {
                var target = to + ((((long)block * place.Rows) + place.Row) * tensor.Heads + head) * place.Length * cell;
                var origin = from + (((((long)block * source.Rows) + kept.Row) * tensor.Heads + head) * source.Length + kept.From) * cell;
                // What is masked is still multiplied by zero, and zero times a stray NaN is NaN.
                new Span<byte>(target, checked((int)before)).Clear();
                Buffer.MemoryCopy(origin, target + before, copied, copied);
            }
        }
    }
}
