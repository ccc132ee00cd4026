using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SparseEval.Onnx;

/// <summary>A regular expression in the dialect of tokenizer.json (Oniguruma with Ruby's syntax).</summary>
/// <remarks>
/// .NET matches UTF-16 units, so a character beyond U+FFFF would be two of no category. Where a text holds such characters, the expression
/// runs over a copy in which each is replaced by one character of the same category (<see cref="StandIn"/>).
/// </remarks>
internal sealed class RegexPattern(Regex regex) : TextPattern
{
    public static RegexPattern Create(string pattern, TokenizerPart part)
    {
        var translated = new PatternTranslator(pattern, part).Translate();
        try
        {
            return new RegexPattern(new Regex(translated, RegexOptions.Compiled | RegexOptions.CultureInvariant));
        }
        catch (ArgumentException problem)
        {
            throw part.Unsupported($"its pattern '{pattern}' cannot be compiled ({problem.Message})");
        }
    }

    public override void Find(ReadOnlySpan<char> text, List<Pieces.Match> matches)
    {
        if (text.ContainsAnyInRange('\uD800', '\uDFFF')) FindWide(text, matches);
        else Run(text, [], matches);
    }

    private void Run(ReadOnlySpan<char> text, ReadOnlySpan<int> offsets, List<Pieces.Match> matches)
    {
        var last = 0;
        foreach (var match in regex.EnumerateMatches(text))
        {
            var (start, end) = (match.Index, match.Index + match.Length);
            if (offsets.IsEmpty) Add(matches, ref last, start, end);
            else Add(matches, ref last, offsets[start], offsets[end]);
        }
        Finish(matches, last, offsets.IsEmpty ? text.Length : offsets[text.Length]);
    }

    private void FindWide(ReadOnlySpan<char> text, List<Pieces.Match> matches)
    {
        var narrow = ArrayPool<char>.Shared.Rent(text.Length);
        var offsets = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            narrow[count] = rune.IsBmp ? (char)rune.Value : StandIn.For(rune);
            offsets[count++] = at;
            at += length;
        }
        offsets[count] = text.Length;
        Run(narrow.AsSpan(0, count), offsets.AsSpan(0, count + 1), matches);
        ArrayPool<char>.Shared.Return(narrow);
        ArrayPool<int>.Shared.Return(offsets);
    }
}
