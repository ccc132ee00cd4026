namespace SparseEval.Onnx;

/// <summary>A given text.</summary>
internal sealed class LiteralPattern(string literal) : TextPattern
{
    public override void Find(ReadOnlySpan<char> text, List<Pieces.Match> matches)
    {
        var last = 0;
        while (literal.Length > 0 && text[last..].IndexOf(literal) is >= 0 and var at) Add(matches, ref last, last + at, last + at + literal.Length);
        Finish(matches, last, text.Length);
    }
}
