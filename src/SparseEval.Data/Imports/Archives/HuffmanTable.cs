using System.Numerics;

namespace SparseEval.Data;

/// <summary>A Huffman table of zstd's literals (RFC 8878, section 4.2).</summary>
internal sealed class HuffmanTable
{
    private const int MaxLog = 11;
    private readonly byte[] _symbols;
    private readonly byte[] _bits;
    private readonly int _log;

    private HuffmanTable(ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        foreach (var weight in weights) sum += weight > 0 ? 1 << (weight - 1) : 0;
        if (sum == 0) throw new InvalidDataException("a Huffman table is empty");
        _log = BitOperations.Log2((uint)sum) + 1;
        var rest = (1 << _log) - sum;
        if (_log > MaxLog || !BitOperations.IsPow2(rest)) throw new InvalidDataException("a Huffman table does not add up");
        Span<byte> all = stackalloc byte[weights.Length + 1];
        weights.CopyTo(all);
        all[^1] = (byte)(BitOperations.Log2((uint)rest) + 1); // the last symbol's weight is what is left
        (_symbols, _bits) = (new byte[1 << _log], new byte[1 << _log]);
        var place = 0;
        for (var weight = 1; weight <= _log; weight++)
            for (var s = 0; s < all.Length; s++)
            {
                if (all[s] != weight) continue;
                var length = 1 << (weight - 1);
                _symbols.AsSpan(place, length).Fill((byte)s);
                _bits.AsSpan(place, length).Fill((byte)(_log + 1 - weight));
                place += length;
            }
    }

    public static HuffmanTable Read(ReadOnlySpan<byte> data, out int used)
    {
        Span<byte> weights = stackalloc byte[256];
        var count = 0;
        int header = data[0];
        if (header >= 128)
        {
            count = header - 127;
            for (var i = 0; i < count; i++) weights[i] = (byte)(i % 2 == 0 ? data[1 + i / 2] >> 4 : data[1 + i / 2] & 15);
            used = 1 + (count + 1) / 2;
        }
        else
        {
            count = ReadCoded(data.Slice(1, header), weights);
            used = 1 + header;
        }
        return new HuffmanTable(weights[..count]);
    }

    public void Decode(ReadOnlySpan<byte> data, Span<byte> output)
    {
        var bits = new BackwardBits(data);
        var (state, mask) = (bits.Read(_log), (1 << _log) - 1);
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = _symbols[state];
            var width = _bits[state];
            state = ((state << width) | bits.Read(width)) & mask;
        }
        if (bits.Left != -_log) throw new InvalidDataException("a stream of literals does not end where it should");
    }

    private static int ReadCoded(ReadOnlySpan<byte> data, Span<byte> weights)
    {
        var table = FseTable.Read(data, maxLog: 6, maxSymbols: 256, out var used);
        var bits = new BackwardBits(data[used..]);
        var (first, second, count) = (bits.Read(table.Log), bits.Read(table.Log), 0);
        while (true)
        {
            weights[count++] = table.Symbol(first);
            first = table.Next(first, ref bits);
            (first, second) = (second, first);
            if (bits.Left >= 0) continue;
            weights[count++] = table.Symbol(first);
            return count;
        }
    }
}
