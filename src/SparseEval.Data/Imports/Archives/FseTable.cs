using System.Numerics;

namespace SparseEval.Data;

/// <summary>A table of finite-state entropy coding (RFC 8878, section 4.1): state to symbol, and how the next state is read.</summary>
internal sealed class FseTable
{
    private readonly byte[] _symbols;
    private readonly byte[] _bits;
    private readonly ushort[] _bases;

    public FseTable(ReadOnlySpan<short> counts, int log)
    {
        var (size, high) = (1 << log, 1 << log);
        (_symbols, _bits, _bases, Log) = (new byte[size], new byte[size], new ushort[size], log);
        var next = new int[counts.Length];
        for (var s = 0; s < counts.Length; s++)
            if (counts[s] == -1) (_symbols[--high], next[s]) = ((byte)s, 1);
        var (step, mask, place) = ((size >> 1) + (size >> 3) + 3, size - 1, 0);
        for (var s = 0; s < counts.Length; s++)
        {
            if (counts[s] <= 0) continue;
            next[s] = counts[s];
            for (var i = 0; i < counts[s]; i++)
            {
                _symbols[place] = (byte)s;
                do place = (place + step) & mask; while (place >= high);
            }
        }
        for (var i = 0; i < size; i++)
        {
            var state = next[_symbols[i]]++;
            _bits[i] = (byte)(log - BitOperations.Log2((uint)state));
            _bases[i] = (ushort)((state << _bits[i]) - size);
        }
    }

    private FseTable(byte symbol) => (_symbols, _bits, _bases) = ([symbol], [0], [0]);

    public int Log { get; }

    public static FseTable OfOneSymbol(byte symbol) => new(symbol);

    /// <summary>Reads a table's description, and says how many bytes it took.</summary>
    public static FseTable Read(ReadOnlySpan<byte> data, int maxLog, int maxSymbols, out int used)
    {
        var bit = 0;
        var log = Take(data, ref bit, 4) + 5;
        if (log > maxLog) throw new InvalidDataException("a table of symbols is too large");
        Span<short> counts = stackalloc short[256];
        var (left, symbol) = (1 << log, 0);
        while (left > 0 && symbol < maxSymbols)
        {
            var width = BitOperations.Log2((uint)left + 1) + 1;
            var value = Take(data, ref bit, width);
            var (lower, threshold) = ((1 << (width - 1)) - 1, (1 << width) - 1 - (left + 1));
            if ((value & lower) < threshold) (bit, value) = (bit - 1, value & lower);
            else if (value > lower) value -= threshold;
            var count = value - 1;
            left -= Math.Abs(count);
            counts[symbol++] = (short)count;
            if (count != 0) continue;
            for (var repeat = 3; repeat == 3;) symbol += repeat = Take(data, ref bit, 2);
        }
        if (left != 0 || symbol > maxSymbols) throw new InvalidDataException("a table of symbols does not add up");
        used = (bit + 7) / 8;
        return new FseTable(counts[..symbol], log);
    }

    public byte Symbol(int state) => _symbols[state];

    public int Next(int state, ref BackwardBits bits) => _bases[state] + bits.Read(_bits[state]);

    private static int Take(ReadOnlySpan<byte> data, ref int bit, int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, bit++)
            if (bit >> 3 < data.Length) value |= ((data[bit >> 3] >> (bit & 7)) & 1) << i;
        return bit >> 3 > data.Length + 1 ? throw new InvalidDataException("a table of symbols is cut short") : value;
    }
}
