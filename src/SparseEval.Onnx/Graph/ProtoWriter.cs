using System.Buffers;
using System.Text;

namespace SparseEval.Onnx;

/// <summary>Writes a protobuf message.</summary>
internal sealed class ProtoWriter(int capacity = 256)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(capacity);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public ProtoWriter Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> content)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)content.Length);
        _bytes.Write(content);
        return this;
    }

    public ProtoWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written.Span);

    /// <summary>A field as it stood elsewhere.</summary>
    public ProtoWriter Raw(ReadOnlyMemory<byte> field)
    {
        _bytes.Write(field.Span);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
