using System.Text;

namespace SparseEval.Onnx;

/// <summary>Visible characters back to bytes, all tokens together; a token with any other character stands for its own bytes.</summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.AsSpan().IndexOfAnyExceptInRange('\0', '\u0143') >= 0 || token.Any(c => ByteAlphabet.Byte(c) < 0)) bytes.AddRange(Encoding.UTF8.GetBytes(token));
            else foreach (var c in token) bytes.Add((byte)ByteAlphabet.Byte(c));
        }
        return [Encoding.UTF8.GetString([.. bytes])];
    }
}
