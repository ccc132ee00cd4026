using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SparseEval.Onnx;

/// <summary>SentencePiece's compiled table of replacements: a double array of UTF-8 bytes and the texts that it points at.</summary>
internal sealed class PrecompiledNormalizer : INormalizer
{
    private readonly uint[] _units;
    private readonly byte[] _texts;

    private PrecompiledNormalizer(uint[] units, byte[] texts) => (_units, _texts) = (units, texts);

    public static INormalizer Read(TokenizerPart part)
    {
        if (!part.Has("precompiled_charsmap") || part.Text("precompiled_charsmap").Length == 0) return new SequenceNormalizer([]);
        if (!part.Json.GetProperty("precompiled_charsmap").TryGetBytesFromBase64(out var bytes)) throw part.Wrong("has a 'precompiled_charsmap' that is not Base64");
        var size = bytes.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size > bytes.Length - 4 || size % 4 != 0) throw part.Wrong("has a 'precompiled_charsmap' that is cut off");
        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++) units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 + (4 * i)));
        return new PrecompiledNormalizer(units, bytes[(4 + (int)size)..]);
    }

    public string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        Span<char> one = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var cluster = text.AsSpan(at, length);
            at += length;
            if (Encoding.UTF8.GetByteCount(cluster) < 6 && Find(cluster) is { } whole) result.Append(whole);
            else
                foreach (var rune in cluster.EnumerateRunes())
                {
                    var written = one[..rune.EncodeToUtf16(one)];
                    if (Find(written) is { } replaced) result.Append(replaced);
                    else result.Append(written);
                }
        }
        return result.ToString();
    }

    /// <summary>What the shortest prefix of a text is replaced by, or null. That it is the shortest is what the reference does.</summary>
    private string? Find(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out var count)) return null;
        var node = Offset(_units[0]);
        foreach (var b in bytes[..count])
        {
            node ^= b;
            if (b == 0 || node >= _units.Length || (_units[node] & 0x800000FF) != b) return null;
            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit >> 8 & 1) == 0 || node >= _units.Length) continue;
            var start = (int)(_units[node] & 0x7FFFFFFF);
            if (start > _texts.Length) return null;
            var length = _texts.AsSpan(start).IndexOf((byte)0);
            return Encoding.UTF8.GetString(_texts.AsSpan(start, length < 0 ? _texts.Length - start : length));
        }
        return null;
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 1u << 9) >> 6);
}
