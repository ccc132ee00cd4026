using System.Buffers.Binary;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A field of a protocol-buffers message.</summary>
/// <param name="Number">Of the field.</param>
/// <param name="Value">A varint or fixed number; 0 for bytes.</param>
/// <param name="Bytes">Bytes, text, message or packed numbers; empty for a number.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}

/// <summary>Reads the fields of a protocol-buffers message; unknown ones are handed out like the rest, for the caller to pass over.</summary>
internal static class ProtoReader
{
    /// <exception cref="MalformedAnswerException">The bytes are no message.</exception>
    public static List<ProtoField> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<ProtoField>();
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            var (number, value, length) = ((int)(key >> 3), 0UL, 0);
            switch (key & 7)
            {
                case 0: value = Varint(ref message); break;
                case 1: value = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span); break;
                case 2: length = (int)Math.Min(Varint(ref message), int.MaxValue); break;
                case 5: value = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span); break;
                default: throw Broken();
            }
            fields.Add(new(number, value, Take(ref message, length)));
        }
        return fields;
    }

    /// <summary>Whole numbers of a repeated field, packed or one by one.</summary>
    public static IEnumerable<long> Numbers(IEnumerable<ProtoField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Bytes.Length == 0)
            {
                yield return (long)field.Value;
                continue;
            }
            for (var packed = field.Bytes; packed.Length > 0;) yield return (long)Varint(ref packed);
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref message, 1).Span[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
        throw Broken();
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int length)
    {
        if (length > message.Length) throw Broken();
        var taken = message[..length];
        message = message[length..];
        return taken;
    }

    private static MalformedAnswerException Broken() => new("the server's message is cut off or no protocol buffer");
}
