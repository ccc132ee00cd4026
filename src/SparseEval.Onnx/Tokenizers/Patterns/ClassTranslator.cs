using System.Text;

namespace SparseEval.Onnx;

/// <summary>Turns a bracketed class of Oniguruma, with nested classes and intersections, into one character's pattern of .NET.</summary>
internal sealed class ClassTranslator(string pattern, TokenizerPart part, bool ignoreCase)
{
    /// <summary>Reads the class that begins at a place, which moves past it.</summary>
    public string Translate(ref int at)
    {
        at++;
        var negated = at < pattern.Length && pattern[at] == '^';
        if (negated) at++;
        var (set, terms, first) = (new StringBuilder(), new List<string>(), at);
        var operands = new List<string>();
        while (true)
        {
            if (at >= pattern.Length) throw Unknown(at);
            if (pattern[at] == ']' && at > first) break;
            if (pattern.AsSpan(at).StartsWith("&&"))
            {
                operands.Add(Union(set, terms));
                at += 2;
            }
            else Item(set, terms, ref at);
        }
        at++;
        operands.Add(Union(set, terms));
        var last = operands[^1];
        // All operands hold at one place, or, negated, not all of them.
        var all = string.Concat(operands.SkipLast(1).Select(o => $"(?={o})")) + last;
        if (!negated) return operands.Count == 1 ? last : $"(?:{all})";
        return operands.Count == 1 && last.StartsWith('[') && !last.StartsWith("[^", StringComparison.Ordinal) ? "[^" + last[1..] : $@"(?:(?!{all})[\s\S])";
    }

    private void Item(StringBuilder set, List<string> terms, ref int at)
    {
        if (pattern.AsSpan(at).StartsWith("[:") && pattern.IndexOf(":]", at, StringComparison.Ordinal) is > 0 and var end)
        {
            var name = pattern[(at + 2)..end];
            Put(set, terms, CharacterSets.Posix(name.TrimStart('^')) is { } posix ? (name.StartsWith('^') ? "^" : "") + posix : throw Unknown(at));
            at = end + 2;
        }
        else if (pattern[at] == '[') terms.Add(Translate(ref at));
        else if (pattern[at] == '\\' && at + 1 < pattern.Length && CharacterSets.Escape(pattern, ref at, part) is { } found) Put(set, terms, found);
        else Range(set, ref at);
    }

    private void Range(StringBuilder set, ref int at)
    {
        var from = Character(ref at);
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
        {
            foreach (var c in ignoreCase ? CharacterSets.Variants(from) : [from]) set.Append(CharacterSets.Code(c));
            return;
        }
        at++;
        var to = Character(ref at);
        if (to < from) throw Unknown(at);
        set.Append(CharacterSets.Code(from)).Append('-').Append(CharacterSets.Code(to));
        if (!ignoreCase) return;
        for (var c = from; c <= to && c < 0x250; c++)
            foreach (var variant in CharacterSets.Variants(c)) set.Append(CharacterSets.Code(variant));
    }

    private char Character(ref int at)
    {
        var start = at;
        int? point = pattern[at] == '\\' && at + 1 < pattern.Length ? CharacterSets.Point(pattern, ref at) : pattern[at++];
        return point is <= 0xFFFF and not (>= 0xD800 and <= 0xDFFF) ? (char)point : throw Unknown(start);
    }

    private static void Put(StringBuilder set, List<string> terms, string found)
    {
        if (found.StartsWith('^')) terms.Add($"[{found}]");
        else set.Append(found);
    }

    private static string Union(StringBuilder set, List<string> terms)
    {
        if (set.Length > 0) terms.Insert(0, $"[{set}]");
        var union = terms.Count switch { 0 => "(?!)", 1 => terms[0], _ => $"(?:{string.Join('|', terms)})" };
        set.Clear();
        terms.Clear();
        return union;
    }

    private SparseEvalException Unknown(int at) => part.Unsupported($"its pattern '{pattern}' has a character class that is not known, at character {at + 1}");
}
