using System.Numerics;

namespace SparseEval.Data;

/// <summary>Bits that zstd wrote forward and reads from the end; below the first there are zeros.</summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> _data;

    public BackwardBits(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0) throw new InvalidDataException("a stream of bits has no end mark");
        _data = data;
        Left = (data.Length - 1) * 8 + BitOperations.Log2(data[^1]);
    }

    /// <summary>Bits that are left; negative once more were read than there are.</summary>
    public int Left { get; private set; }

    public int Read(int count)
    {
        Left -= count;
        return Left >= 0 ? At(Left, count) : count + Left > 0 ? At(0, count + Left) << -Left : 0;
    }

    private readonly int At(int bit, int count)
    {
        ulong bits = 0;
        var first = bit >> 3;
        for (var i = Math.Min(5, _data.Length - first) - 1; i >= 0; i--) bits = (bits << 8) | _data[first + i];
        return (int)((bits >> (bit & 7)) & ((1UL << count) - 1));
    }
}
