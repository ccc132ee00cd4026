using System.Text;

namespace SparseEval.Onnx;

/// <summary>Reads protobuf messages out of a stream, skipping what is not asked for: files of gigabytes are read in their structure alone.</summary>
internal static class ProtoStream
{
    /// <summary>Walks a message; <paramref name="onNested"/> gets each length-delimited field and says whether it has read it.</summary>
    public static void ReadMessage(Stream stream, long end, Func<int, long, bool> onNested, Action<int, ulong>? onNumber = null)
    {
        while (stream.Position < end)
        {
            var tag = ReadVarint(stream);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    var number = ReadVarint(stream);
                    onNumber?.Invoke(field, number);
                    break;
                case 1: Skip(stream, 8); break;
                case 2:
                    var length = (long)ReadVarint(stream);
                    if (length < 0 || length > end - stream.Position) throw new EndOfStreamException();
                    var nestedEnd = stream.Position + length;
                    if (!onNested(field, nestedEnd)) stream.Position = nestedEnd;
                    break;
                case 5: Skip(stream, 4); break;
                default: throw new EndOfStreamException();
            }
        }
    }

    /// <summary>The text up to <paramref name="end"/>.</summary>
    public static string ReadText(Stream stream, long end)
    {
        var bytes = new byte[end - stream.Position];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <exception cref="EndOfStreamException">The stream ends within it, or it has no end.</exception>
    public static ulong ReadVarint(Stream stream)
    {
        var (value, shift) = (0UL, 0);
        while (shift < 64)
        {
            var next = stream.ReadByte();
            if (next < 0) throw new EndOfStreamException();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
            shift += 7;
        }
        throw new EndOfStreamException();
    }

    private static void Skip(Stream stream, int bytes) => stream.Position += bytes;
}
