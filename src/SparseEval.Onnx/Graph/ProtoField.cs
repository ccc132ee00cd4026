using System.Text;

namespace SparseEval.Onnx;

/// <summary>A field of a protobuf message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value where it is a whole number.</param>
/// <param name="Content">Its bytes where it is a text, bytes, a list or a message.</param>
/// <param name="Raw">The whole field as it stood, tag included.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Raw)
{
    public string Text => Encoding.UTF8.GetString(Content.Span);

    /// <summary>The fields of a message, in their order.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf message.</exception>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var start = at;
            var tag = Varint(message.Span, ref at);
            var (value, content) = (0UL, ReadOnlyMemory<byte>.Empty);
            switch (tag & 7)
            {
                case 0: value = Varint(message.Span, ref at); break;
                case 1: at += 8; break;
                case 2:
                    var length = Varint(message.Span, ref at);
                    if (length > (ulong)(message.Length - at)) throw new InvalidDataException("A field is longer than its message.");
                    content = message.Slice(at, (int)length);
                    at += (int)length;
                    break;
                case 5: at += 4; break;
                default: throw new InvalidDataException("A field is of no known kind.");
            }
            if (at > message.Length) throw new InvalidDataException("A message ends within a field.");
            yield return new ProtoField((int)(tag >> 3), value, content, message[start..at]);
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A number does not end.");
    }
}
