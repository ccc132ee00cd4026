using System.Text;

namespace SparseEval.Onnx;

/// <summary>A token is a byte of the text's UTF-8 form; its id is the byte's value.</summary>
internal sealed class ByteTokenizer : ITokenizer
{
    public IEnumerable<(int Id, bool Added)> Ids => Enumerable.Range(0, 256).Select(id => (id, false));

    public int[] Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Array.ConvertAll(bytes, b => (int)b);
    }

    public int[] EncodeWhole(string text) => Encode(text);

    public string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new byte[tokens.Length];
        // An id past 255 is no byte of any text; 0xFF never stands in UTF-8 and decodes to U+FFFD.
        for (var i = 0; i < bytes.Length; i++) bytes[i] = tokens[i] is >= 0 and < 256 ? (byte)tokens[i] : (byte)0xFF;
        return Encoding.UTF8.GetString(bytes);
    }
}
