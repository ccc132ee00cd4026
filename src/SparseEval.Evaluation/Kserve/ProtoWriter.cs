using System.Buffers;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>Writes the fields of a protocol-buffers message.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ProtoWriter Text(int field, string text) => text.Length == 0 ? this : Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message._bytes.WrittenSpan);

    /// <summary>Repeated whole numbers from 0 up, packed.</summary>
    public ProtoWriter Packed(int field, IEnumerable<long> numbers)
    {
        var packed = new ProtoWriter();
        foreach (var number in numbers) packed.Varint((ulong)number);
        return Message(field, packed);
    }

    private void Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7) _bytes.Write([(byte)(number | 0x80)]);
        _bytes.Write([(byte)number]);
    }
}
