namespace SparseEval.Onnx;

/// <summary>A growing list of ids that is used again.</summary>
internal sealed class IdList
{
    private int[] _ids = new int[256];

    public int Count { get; private set; }

    public ReadOnlySpan<int> From(int start) => _ids.AsSpan(start, Count - start);

    public ReadOnlySpan<int> Slice(int start, int length) => _ids.AsSpan(start, length);

    public void Add(int id)
    {
        if (Count == _ids.Length) Array.Resize(ref _ids, 2 * Count);
        _ids[Count++] = id;
    }

    public void Add(ReadOnlySpan<int> ids)
    {
        if (Count + ids.Length > _ids.Length) Array.Resize(ref _ids, Math.Max(2 * Count, Count + ids.Length));
        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
    }

    public void Cut(int length) => Count = length;

    /// <summary>Turns the order of the ids from a place on.</summary>
    public void Reverse(int start) => _ids.AsSpan(start, Count - start).Reverse();
}
