using System.Text;

namespace SparseEval.Onnx;

/// <summary>GPT-2's alphabet: every byte as a visible character.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly short[] Bytes = Invert();

    /// <summary>Writes the UTF-8 bytes of a text, a character each; at most three for one of the text's. Returns their number.</summary>
    public static int Write(ReadOnlySpan<char> text, Span<char> target)
    {
        var count = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length;)
        {
            if (text[at] < 0x80)
            {
                target[count++] = Characters[text[at++]];
                continue;
            }
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            at += length;
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)]) target[count++] = Characters[b];
        }
        return count;
    }

    /// <summary>The byte of a character, or -1.</summary>
    public static int Byte(char c) => c < Bytes.Length ? Bytes[c] : -1;

    private static char[] Build()
    {
        var (characters, next) = (new char[256], 256);
        for (var b = 0; b < 256; b++) characters[b] = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)b : (char)next++;
        return characters;
    }

    private static short[] Invert()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var b = 0; b < 256; b++) bytes[Characters[b]] = (short)b;
        return bytes;
    }
}
