using System.Buffers;
using System.Text;

namespace SparseEval.Onnx;

/// <summary>Finds added tokens in a text: the leftmost, of several there the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly AddedToken[] _tokens;
    private readonly TokenTrie _trie;
    private readonly SearchValues<char> _first;

    /// <param name="tokens">Tokens with the texts to look for.</param>
    public AddedTokenFinder(IEnumerable<(AddedToken Token, string Text)> tokens)
    {
        var list = tokens.Where(t => t.Text.Length > 0).ToArray();
        _tokens = [.. list.Select(t => t.Token)];
        _trie = new TokenTrie(list.Select((t, i) => (t.Text, i)));
        _first = SearchValues.Create([.. list.Select(t => t.Text[0])]);
    }

    /// <summary>The next token from a place on, which moves past it; the token before ended at done, white space that it took included.</summary>
    public Found? Next(ReadOnlySpan<char> text, ref int from, int done)
    {
        while (_tokens.Length > 0 && text[from..].IndexOfAny(_first) is >= 0 and var skip)
        {
            var start = from + skip;
            var (end, index) = Longest(text, start);
            from = index < 0 ? start + 1 : end;
            if (index < 0 || (_tokens[index].SingleWord && !StandsAlone(text, start, end))) continue;
            var token = _tokens[index];
            if (token.LeftStrip) start = Math.Max(done, text[..start].TrimEnd().Length);
            if (token.RightStrip) end = text.Length - text[end..].TrimStart().Length;
            return new Found(start, end, token.Id);
        }
        return null;
    }

    private (int End, int Index) Longest(ReadOnlySpan<char> text, int start)
    {
        var (best, node) = ((End: start, Index: -1), TokenTrie.Root);
        for (var end = start; end < text.Length && (node = _trie.Child(node, text[end])) >= 0;)
        {
            end++;
            if (_trie.Value(node) is >= 0 and var index) best = (end, index);
        }
        return best;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text[..start], out var before, out _);
        Rune.DecodeFromUtf16(text[end..], out var after, out _);
        return (start == 0 || !CharacterKinds.IsWord(before)) && (end == text.Length || !CharacterKinds.IsWord(after));
    }

    /// <summary>A token in a text, with the white space that it takes.</summary>
    internal readonly record struct Found(int Start, int End, int Id);
}
