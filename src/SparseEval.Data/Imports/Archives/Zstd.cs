using System.Buffers.Binary;

namespace SparseEval.Data;

/// <summary>Decodes zstd (RFC 8878), as many frames as there are, without dictionaries (decision 0100).</summary>
internal static class Zstd
{
    private const uint FrameMagic = 0xFD2FB528;

    /// <param name="data">Frames one after another; skippable ones are skipped.</param>
    /// <param name="size">Bytes that come out.</param>
    /// <exception cref="InvalidDataException">The data is damaged, needs a dictionary or gives another number of bytes.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> data, int size)
    {
        var output = new byte[size];
        var at = 0;
        try
        {
            while (!data.IsEmpty)
            {
                var magic = BinaryPrimitives.ReadUInt32LittleEndian(data);
                if ((magic & 0xFFFFFFF0) == 0x184D2A50) data = data[(8 + checked((int)BinaryPrimitives.ReadUInt32LittleEndian(data[4..])))..];
                else if (magic == FrameMagic) at = Frame(ref data, output, at);
                else throw new InvalidDataException("a frame does not begin as zstd");
            }
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("the data is cut short or damaged", e);
        }
        return at == size ? output : throw new InvalidDataException($"{at} bytes came out where {size} were announced");
    }

    private static int Frame(ref ReadOnlySpan<byte> data, byte[] output, int start)
    {
        var descriptor = data[4];
        var (single, hasChecksum) = ((descriptor & 32) != 0, (descriptor & 4) != 0);
        if ((descriptor & 3) != 0) throw new InvalidDataException("the data needs a dictionary");
        var sizeBytes = (descriptor >> 6) switch { 0 => single ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        data = data[(5 + (single ? 0 : 1) + sizeBytes)..];
        var frame = new ZstdFrame(output, start);
        for (var last = false; !last;)
        {
            var header = data[0] | data[1] << 8 | data[2] << 16;
            var (type, length) = ((header >> 1) & 3, header >> 3);
            last = (header & 1) != 0;
            data = data[3..];
            if (type == 0) frame.Raw(data[..length]);
            else if (type == 1) frame.Repeat(data[0], length);
            else if (type == 2) frame.Compressed(data[..length]);
            else throw new InvalidDataException("a block is of an unknown kind");
            data = data[(type == 1 ? 1 : length)..];
        }
        if (hasChecksum) data = data[4..];
        return frame.At;
    }
}
