using System.Globalization;

namespace SparseEval.Onnx;

/// <summary>Pieces of .NET character classes for the escapes and properties of Oniguruma.</summary>
internal static class CharacterSets
{
    private const string Word = @"\p{L}\p{Nl}\p{M}\p{Nd}\p{Pc}";
    private const string Hex = "0-9A-Fa-f";

    private static readonly Dictionary<string, string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = @"\p{L}",
        ["Mark"] = @"\p{M}",
        ["Number"] = @"\p{N}",
        ["Punctuation"] = @"\p{P}",
        ["Symbol"] = @"\p{S}",
        ["Separator"] = @"\p{Z}",
        ["Other"] = @"\p{C}",
        ["Alpha"] = @"\p{L}\p{Nl}",
        ["Alphabetic"] = @"\p{L}\p{Nl}",
        ["Alnum"] = @"\p{L}\p{Nl}\p{Nd}",
        ["Digit"] = @"\p{Nd}",
        ["Space"] = @"\s",
        ["White_Space"] = @"\s",
        ["Upper"] = @"\p{Lu}",
        ["Lower"] = @"\p{Ll}",
        ["Punct"] = @"\p{P}\p{S}",
        ["Cntrl"] = @"\p{Cc}",
        ["Word"] = Word,
        ["XDigit"] = Hex,
        ["Blank"] = @"\t\p{Zs}",
        // Scripts that patterns of known tokenizers name; characters beyond U+FFFF stand as U+3400 (see StandIn).
        ["Han"] = @"\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFA6D\uFA70-\uFAD9",
        ["Hiragana"] = @"\u3041-\u3096\u309D-\u309F",
        ["Katakana"] = @"\u30A1-\u30FA\u30FD-\u30FF\u31F0-\u31FF\u32D0-\u32FE\u3300-\u3357\uFF66-\uFF6F\uFF71-\uFF9D",
        ["Hangul"] = @"\u1100-\u11FF\u302E\u302F\u3131-\u318E\u3200-\u321E\u3260-\u327E\uA960-\uA97C\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uFFA0-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC",
    };

    private static readonly HashSet<string> Categories =
    [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn",
    ];

    /// <summary>Content of a class for \s, \p{...} and their like at a place, which moves past it; null for other escapes. A negated set begins with ^.</summary>
    public static string? Escape(string pattern, ref int at, TokenizerPart part)
    {
        string? set = pattern[at + 1] switch { 's' => @"\s", 'S' => @"\S", 'd' => @"\d", 'D' => @"\D", 'w' => Word, 'W' => "^" + Word, 'h' => Hex, 'H' => "^" + Hex, _ => null };
        if (set is not null) at += 2;
        if (set is not null || pattern[at + 1] is not ('p' or 'P')) return set;

        var negated = pattern[at + 1] == 'P';
        var end = pattern.IndexOf('}', at);
        if (at + 2 >= pattern.Length || pattern[at + 2] != '{' || end < 0) throw part.Unsupported($"its pattern '{pattern}' has \\p without a name");
        var name = pattern[(at + 3)..end];
        at = end + 1;
        if (name.StartsWith('^')) (name, negated) = (name[1..], !negated);
        if (Categories.Contains(name)) return $@"\{(negated ? 'P' : 'p')}{{{name}}}";
        if (!Properties.TryGetValue(name.Replace("Script=", "", StringComparison.Ordinal), out set)) throw part.Unsupported($"its pattern '{pattern}' names the property '{name}'");
        return negated ? "^" + set : set;
    }

    /// <summary>Content of a class for a POSIX name, or null.</summary>
    public static string? Posix(string name) => Properties.GetValueOrDefault(name);

    /// <summary>The character that an escape stands for, at a place that moves past it; null where it is none.</summary>
    public static int? Point(string pattern, ref int at)
    {
        var c = pattern[at + 1];
        at += 2;
        switch (c)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'e': return 27;
            case 'u': return Number(pattern, ref at, 4);
            case 'x' when at < pattern.Length && pattern[at] == '{':
                var end = pattern.IndexOf('}', at);
                var length = end - at - 1;
                at++;
                var found = Number(pattern, ref at, length);
                at++;
                return found;
            case 'x': return Number(pattern, ref at, 2);
        }
        if (char.IsAsciiLetterOrDigit(c)) return null;
        return c;
    }

    /// <summary>A character as a pattern or in a class; without case, all characters that fold to the same one.</summary>
    public static string Literal(char c, bool ignoreCase)
    {
        var variants = ignoreCase ? Variants(c) : [c];
        return variants.Length == 1 ? Code(c) : $"[{string.Concat(variants.Select(Code))}]";
    }

    /// <summary>A character in a class.</summary>
    public static string Code(char c) => $@"\u{(int)c:X4}";

    /// <summary>All characters that fold to the same one.</summary>
    public static char[] Variants(char c)
    {
        char[] cases = [c, char.ToLowerInvariant(c), char.ToUpperInvariant(c)];
        return [.. cases.Concat(cases.Contains('k') ? ['\u212A'] : cases.Contains('s') ? ['\u017F'] : []).Distinct()];
    }

    private static int? Number(string pattern, ref int at, int length)
    {
        if (length < 1 || at + length > pattern.Length || !int.TryParse(pattern.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
        at += length;
        return number;
    }
}
