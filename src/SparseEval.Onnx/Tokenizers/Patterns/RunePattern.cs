using System.Text;

namespace SparseEval.Onnx;

/// <summary>Every single character of a class.</summary>
internal sealed class RunePattern(Func<Rune, bool> contains) : TextPattern
{
    public override void Find(ReadOnlySpan<char> text, List<Pieces.Match> matches)
    {
        var last = 0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            if (contains(rune)) Add(matches, ref last, at, at + length);
            at += length;
        }
        Finish(matches, last, text.Length);
    }
}
