using System.Buffers.Binary;

namespace SparseEval.Data;

/// <summary>The state of one frame while its blocks are decoded.</summary>
internal sealed class ZstdFrame(byte[] output, int start)
{
    private readonly int _start = start;
    private readonly int[] _recent = [1, 4, 8];
    private HuffmanTable? _huffman;
    private FseTable? _literals, _offsets, _matches;

    /// <summary>Where the next byte goes.</summary>
    public int At { get; private set; } = start;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.AsSpan(At));
        At += bytes.Length;
    }

    public void Repeat(byte value, int count)
    {
        output.AsSpan(At, count).Fill(value);
        At += count;
    }

    public void Compressed(ReadOnlySpan<byte> block)
    {
        var literals = Literals(block, out var used);
        block = block[used..];
        var (count, header) = block[0] < 128 ? (block[0], 1) : block[0] < 255 ? (((block[0] - 128) << 8) + block[1], 2) : (block[1] + (block[2] << 8) + 0x7F00, 3);
        if (count == 0)
        {
            Raw(literals);
            return;
        }
        var modes = block[header++];
        block = block[header..];
        _literals = Table(modes >> 6, ref block, _literals, ZstdSequences.Literals, 9, 36);
        _offsets = Table((modes >> 4) & 3, ref block, _offsets, ZstdSequences.Offsets, 8, 32);
        _matches = Table((modes >> 2) & 3, ref block, _matches, ZstdSequences.Matches, 9, 53);
        Run(literals, count, new BackwardBits(block));
    }

    private void Run(ReadOnlySpan<byte> literals, int count, BackwardBits bits)
    {
        var (literal, offset, match) = (bits.Read(_literals!.Log), bits.Read(_offsets!.Log), bits.Read(_matches!.Log));
        for (var i = 0; i < count; i++)
        {
            var (l, o, m) = (_literals.Symbol(literal), _offsets.Symbol(offset), _matches.Symbol(match));
            var far = (1 << o) + bits.Read(o);
            var length = ZstdSequences.MatchBase[m] + bits.Read(ZstdSequences.MatchBits[m]);
            var plain = ZstdSequences.LiteralBase[l] + bits.Read(ZstdSequences.LiteralBits[l]);
            if (i < count - 1) (literal, match, offset) = (_literals.Next(literal, ref bits), _matches.Next(match, ref bits), _offsets.Next(offset, ref bits));
            Raw(literals[..plain]);
            literals = literals[plain..];
            Copy(Distance(far, plain), length);
        }
        if (bits.Left != 0) throw new InvalidDataException("a block of sequences does not end where it should");
        Raw(literals);
    }

    private int Distance(int value, int plain)
    {
        var which = value > 3 ? 3 : value - 1 + (plain == 0 ? 1 : 0);
        var distance = value > 3 ? value - 3 : which < 3 ? _recent[which] : _recent[0] - 1;
        if (which > 1) _recent[2] = _recent[1];
        if (which > 0) _recent[1] = _recent[0];
        return _recent[0] = distance;
    }

    private void Copy(int distance, int length)
    {
        if (distance <= 0 || distance > At - _start) throw new InvalidDataException("a match lies before the frame");
        for (var end = At + length; At < end; At++) output[At] = output[At - distance];
    }

    private static FseTable Table(int mode, ref ReadOnlySpan<byte> block, FseTable? before, FseTable usual, int maxLog, int symbols)
    {
        var used = 0;
        var table = mode switch
        {
            0 => usual,
            1 => FseTable.OfOneSymbol(block[used++]),
            2 => FseTable.Read(block, maxLog, symbols, out used),
            _ => before ?? throw new InvalidDataException("a block repeats a table that was not there"),
        };
        block = block[used..];
        return table;
    }

    private byte[] Literals(ReadOnlySpan<byte> block, out int used)
    {
        var (type, format) = (block[0] & 3, (block[0] >> 2) & 3);
        if (type < 2)
        {
            var (size, width) = format switch { 1 => (BinaryPrimitives.ReadUInt16LittleEndian(block) >> 4, 2), 3 => ((block[0] | block[1] << 8 | block[2] << 16) >> 4, 3), _ => (block[0] >> 3, 1) };
            used = type == 0 ? width + size : width + 1;
            return type == 0 ? block.Slice(width, size).ToArray() : Enumerable.Repeat(block[width], size).ToArray();
        }
        var (bits, head) = format switch { 2 => (14, 4), 3 => (18, 5), _ => (10, 3) };
        ulong sizes = 0;
        for (var i = head - 1; i >= 0; i--) sizes = (sizes << 8) | block[i];
        var (whole, packed) = ((int)(sizes >> 4) & ((1 << bits) - 1), (int)(sizes >> (4 + bits)) & ((1 << bits) - 1));
        used = head + packed;
        var data = block.Slice(head, packed);
        if (type == 2)
        {
            _huffman = HuffmanTable.Read(data, out var described);
            data = data[described..];
        }
        var literals = new byte[whole];
        Decode(_huffman ?? throw new InvalidDataException("a block repeats a Huffman table that was not there"), data, literals, streams: format == 0 ? 1 : 4);
        return literals;
    }

    private static void Decode(HuffmanTable table, ReadOnlySpan<byte> data, Span<byte> literals, int streams)
    {
        if (streams == 1)
        {
            table.Decode(data, literals);
            return;
        }
        var each = (literals.Length + 3) / 4;
        var jumps = data[..6];
        var at = 6;
        for (var s = 0; s < 4; s++)
        {
            var size = s < 3 ? BinaryPrimitives.ReadUInt16LittleEndian(jumps[(2 * s)..]) : data.Length - at;
            table.Decode(data.Slice(at, size), s < 3 ? literals.Slice(s * each, each) : literals[(3 * each)..]);
            at += size;
        }
    }
}
