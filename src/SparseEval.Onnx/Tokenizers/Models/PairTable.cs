using System.Numerics;

namespace SparseEval.Onnx;

/// <summary>Merges by their pair of ids: an open hash table that is filled once.</summary>
internal sealed class PairTable
{
    private readonly ulong[] _pairs;
    private readonly (int Rank, int Id)[] _merges;
    private readonly int _shift;

    public PairTable(int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * count));
        _pairs = new ulong[size];
        _merges = new (int, int)[size];
        _shift = 64 - BitOperations.Log2((uint)size);
        Array.Fill(_pairs, ulong.MaxValue);
    }

    /// <summary>Sets what a pair becomes; the last one set holds.</summary>
    public void Set(int left, int right, int rank, int id)
    {
        var slot = Slot(left, right, out var pair);
        (_pairs[slot], _merges[slot]) = (pair, (rank, id));
    }

    /// <summary>Whether a pair merges, into what, and before which others (lower ranks come first).</summary>
    public bool Find(int left, int right, out (int Rank, int Id) merge)
    {
        var slot = Slot(left, right, out var pair);
        merge = _merges[slot];
        return _pairs[slot] == pair;
    }

    private int Slot(int left, int right, out ulong pair)
    {
        pair = (ulong)(uint)left << 32 | (uint)right;
        var slot = (int)(pair * 0x9E3779B97F4A7C15 >> _shift);
        while (_pairs[slot] != pair && _pairs[slot] != ulong.MaxValue) slot = (slot + 1) & (_pairs.Length - 1);
        return slot;
    }
}
