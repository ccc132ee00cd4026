namespace SparseEval.Data;

/// <summary>Quotes the constants NaN, Infinity and -Infinity that Python writes bare into JSON, so that the document can be parsed.</summary>
internal static class BareNumbers
{
    /// <summary>The same bytes with those constants in quotes, or null where there are none outside strings.</summary>
    public static byte[]? Quote(ReadOnlySpan<byte> json)
    {
        MemoryStream? quoted = null;
        var (inString, copied) = (false, 0);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"') inString = !inString;
            else if (inString && json[i] == '\\') i++;
            else if (!inString && Length(json[i..]) is > 0 and var length)
            {
                quoted ??= new MemoryStream(json.Length + 64);
                quoted.Write(json[copied..i]);
                quoted.WriteByte((byte)'"');
                quoted.Write(json.Slice(i, length));
                quoted.WriteByte((byte)'"');
                copied = i + length;
                i = copied - 1;
            }
        }
        if (quoted is null) return null;
        quoted.Write(json[copied..]);
        return quoted.ToArray();
    }

    private static int Length(ReadOnlySpan<byte> at) =>
        at[0] == 'N' && at.StartsWith("NaN"u8) ? 3 : at[0] == 'I' && at.StartsWith("Infinity"u8) ? 8 : at[0] == '-' && at.StartsWith("-Infinity"u8) ? 9 : 0;
}
