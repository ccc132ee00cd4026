namespace SparseEval.Onnx;

/// <summary>SentencePiece's: spaces become a mark, perhaps with one in front, and words begin with it.</summary>
internal sealed class MetaspacePreTokenizer(char mark, string prepend, bool splits) : IPreTokenizer
{
    public static MetaspacePreTokenizer Read(TokenizerPart part) => new(part.Letter("replacement", "\u2581"), Scheme(part), part.Flag("split", true));

    /// <summary>Where a mark is put in front: always, first or never. Older files say add_prefix_space.</summary>
    public static string Scheme(TokenizerPart part)
    {
        var scheme = part.Text("prepend_scheme", part.Flag("add_prefix_space", true) ? "always" : "never");
        return scheme is "always" or "first" or "never" ? scheme : throw part.Unsupported($"its prepend_scheme is '{scheme}'");
    }

    public void Split(Pieces source, Pieces target)
    {
        for (var i = 0; i < source.Count; i++)
        {
            var piece = source[i];
            var needs = piece[0] != ' ' && piece[0] != mark && (prepend == "always" || (prepend == "first" && source.IsFirst(i)));
            if (splits) Words(piece, needs, source.IsFirst(i), target);
            else Write(piece, needs, source.IsFirst(i), target);
        }
    }

    private void Words(ReadOnlySpan<char> piece, bool needsMark, bool first, Pieces target)
    {
        for (var start = 0; start < piece.Length;)
        {
            // A run of marks is cut into marks of their own, the last of which begins the word.
            var next = piece[(start + 1)..].IndexOfAny(' ', mark);
            var end = next < 0 ? piece.Length : start + 1 + next;
            Write(piece[start..end], needsMark && start == 0, first && start == 0, target);
            start = end;
        }
    }

    private void Write(ReadOnlySpan<char> word, bool needsMark, bool first, Pieces target)
    {
        var room = target.Reserve(word.Length + 1);
        if (needsMark) room[0] = mark;
        word.Replace(room[(needsMark ? 1 : 0)..], ' ', mark);
        target.Commit(word.Length + (needsMark ? 1 : 0), first);
    }
}
