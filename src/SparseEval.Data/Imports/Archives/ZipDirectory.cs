using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SparseEval.Data;

/// <summary>A zip file's entries, stored, deflated or zstd (method 93), which the runtime's own reader refuses; zip64 included.</summary>
internal sealed class ZipDirectory
{
    private const uint EndMagic = 0x06054b50, End64Magic = 0x06064b50, EntryMagic = 0x02014b50;
    private readonly string _path;
    private readonly OrderedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ZipDirectory(string path)
    {
        _path = path;
        try
        {
            using var file = File.OpenRead(path);
            ReadEntries(file);
        }
        catch (Exception e) when (e is IOException or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidDataException)
        {
            throw new SparseEvalException($"'{path}' is a zip file that is cut short or damaged: {e.Message}", e);
        }
    }

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>An entry's bytes, checked against its size and check sum.</summary>
    public byte[] Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry)) throw new SparseEvalException($"'{_path}' has no entry '{name}'. It has: {CsvTable.Shortened([.. Names])}.");
        try
        {
            var packed = Packed(entry);
            var bytes = entry.Method switch
            {
                0 => packed,
                8 => Inflate(packed, entry.Size),
                93 => Zstd.Decode(packed, entry.Size),
                var other => throw new InvalidDataException($"its compression method is {other}; 0 (stored), 8 (deflate) and 93 (zstd) are read"),
            };
            return bytes.Length == entry.Size && Crc32.Of(bytes) == entry.Crc ? bytes : throw new InvalidDataException("its check sum is wrong");
        }
        catch (Exception e) when (e is IOException or ArgumentException or IndexOutOfRangeException or InvalidDataException)
        {
            throw new SparseEvalException($"'{_path}', entry '{name}' cannot be read: {e.Message}.", e);
        }
    }

    private byte[] Packed(Entry entry)
    {
        using var file = File.OpenRead(_path);
        var header = Bytes(file, entry.Offset, 30);
        return Bytes(file, entry.Offset + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)), entry.Packed);
    }

    private static byte[] Inflate(byte[] packed, int size)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        var bytes = new byte[size];
        deflate.ReadExactly(bytes);
        return deflate.ReadByte() < 0 ? bytes : throw new InvalidDataException("more bytes come out than were announced");
    }

    private void ReadEntries(FileStream file)
    {
        var tail = Bytes(file, Math.Max(0, file.Length - 66000), (int)Math.Min(file.Length, 66000));
        var end = LastIndexOf(tail, EndMagic);
        if (end < 0) throw new InvalidDataException("its directory is not there");
        long count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10)), size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12)), offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if ((count == ushort.MaxValue || offset == uint.MaxValue) && LastIndexOf(tail, End64Magic) is >= 0 and var end64)
            (count, size, offset) = (BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end64 + 32)), BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end64 + 40)), BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end64 + 48)));
        ReadOnlySpan<byte> at = Bytes(file, offset, checked((int)size));
        for (var i = 0L; i < count; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(at) != EntryMagic) throw new InvalidDataException("its directory is broken");
            var (name, extra, comment) = (BinaryPrimitives.ReadUInt16LittleEndian(at[28..]), BinaryPrimitives.ReadUInt16LittleEndian(at[30..]), BinaryPrimitives.ReadUInt16LittleEndian(at[32..]));
            var title = Encoding.UTF8.GetString(at.Slice(46, name));
            if (!_entries.TryAdd(title, EntryOf(at, at.Slice(46 + name, extra)))) throw new InvalidDataException($"it has two entries '{title}'");
            at = at[(46 + name + extra + comment)..];
        }
    }

    private static Entry EntryOf(ReadOnlySpan<byte> at, ReadOnlySpan<byte> extra)
    {
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(at[20..]), size = BinaryPrimitives.ReadUInt32LittleEndian(at[24..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(at[42..]);
        for (; extra.Length >= 4; extra = extra[(4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))..])
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) != 1) continue;
            var wide = extra[4..];
            var next = 0;
            if (size == uint.MaxValue) size = BinaryPrimitives.ReadInt64LittleEndian(wide[(8 * next++)..]);
            if (packed == uint.MaxValue) packed = BinaryPrimitives.ReadInt64LittleEndian(wide[(8 * next++)..]);
            if (offset == uint.MaxValue) offset = BinaryPrimitives.ReadInt64LittleEndian(wide[(8 * next)..]);
            break;
        }
        return new(BinaryPrimitives.ReadUInt16LittleEndian(at[10..]), BinaryPrimitives.ReadUInt32LittleEndian(at[16..]), checked((int)packed), checked((int)size), offset);
    }

    private static int LastIndexOf(byte[] bytes, uint magic)
    {
        Span<byte> wanted = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, magic);
        return bytes.AsSpan().LastIndexOf(wanted);
    }

    private static byte[] Bytes(FileStream file, long offset, int count)
    {
        if (offset < 0 || count < 0 || offset + count > file.Length) throw new InvalidDataException("a part lies beyond its end");
        file.Position = offset;
        var bytes = new byte[count];
        file.ReadExactly(bytes);
        return bytes;
    }

    private readonly record struct Entry(int Method, uint Crc, int Packed, int Size, long Offset);
}
