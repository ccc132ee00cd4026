using System.Globalization;
using System.Text;

namespace SparseEval.Onnx;

/// <summary>Turns a pattern of Oniguruma's Ruby syntax into one of .NET with the same matches.</summary>
internal sealed class PatternTranslator(string pattern, TokenizerPart part)
{
    private readonly StringBuilder _output = new();
    private int _at;
    private bool _ignoreCase;
    private bool _dotMatchesNewline;

    public string Translate()
    {
        Alternatives();
        return _at == pattern.Length ? _output.ToString() : throw Unknown();
    }

    private void Alternatives()
    {
        while (_at < pattern.Length && pattern[_at] != ')')
        {
            if (pattern[_at] == '|')
            {
                _output.Append('|');
                _at++;
                continue;
            }
            var start = _output.Length;
            Atom();
            Quantifier(start);
        }
    }

    private void Atom()
    {
        var c = pattern[_at];
        if (c == '(') Group();
        else if (c == '[') _output.Append(new ClassTranslator(pattern, part, _ignoreCase).Translate(ref _at));
        else if (c == '\\') Escape();
        else
        {
            if (c is '*' or '+' or '?') throw Unknown();
            _at++;
            _output.Append(c switch
            {
                '.' => _dotMatchesNewline ? @"[\s\S]" : "[^\n]",
                '^' => "(?m:^)",
                '$' => "(?m:$)",
                _ => CharacterSets.Literal(c, _ignoreCase),
            });
        }
    }

    private void Group()
    {
        var (ignoreCase, dot) = (_ignoreCase, _dotMatchesNewline);
        _at++;
        var open = Opening();
        // Options without a colon hold up to the end of the group around them.
        if (open is null) return;
        _output.Append(open);
        Alternatives();
        if (_at == pattern.Length) throw Unknown();
        _at++;
        _output.Append(')');
        (_ignoreCase, _dotMatchesNewline) = (ignoreCase, dot);
    }

    private string? Opening()
    {
        if (!Takes("?")) return "(?:";
        foreach (var kind in (string[])[":", "=", "!", "<=", "<!", ">"])
            if (Takes(kind)) return "(?" + kind;
        if (Takes("<"))
        {
            _at = pattern.IndexOf('>', _at) + 1;
            return _at > 0 ? "(?:" : throw Unknown();
        }
        for (var on = true; _at < pattern.Length; _at++)
        {
            if (pattern[_at] == '-') on = false;
            else if (pattern[_at] == 'i') _ignoreCase = on;
            else if (pattern[_at] == 'm') _dotMatchesNewline = on;
            else break;
        }
        return Takes(":") ? "(?:" : Takes(")") ? null : throw Unknown();
    }

    private void Escape()
    {
        if (_at + 1 == pattern.Length) throw Unknown();
        var c = pattern[_at + 1];
        if (CharacterSets.Escape(pattern, ref _at, part) is { } set) _output.Append($"[{set}]");
        else if (c is 'A' or 'z' or 'Z' or 'G' or 'b' or 'B')
        {
            _output.Append('\\').Append(c);
            _at += 2;
        }
        else if (CharacterSets.Point(pattern, ref _at) is { } point) _output.Append(point > 0xFFFF ? throw Unknown() : CharacterSets.Literal((char)point, _ignoreCase));
        else throw Unknown();
    }

    // A possessive quantifier keeps what it took: an atomic group. After braces Ruby's + is a second quantifier.
    private void Quantifier(int start)
    {
        while (_at < pattern.Length && (pattern[_at] is '*' or '+' or '?' || Braces() > 0))
        {
            var braces = Braces();
            var quantifier = braces > 0 ? pattern.Substring(_at, braces) : pattern[_at].ToString(CultureInfo.InvariantCulture);
            _at += quantifier.Length;
            if (quantifier.StartsWith("{,", StringComparison.Ordinal)) quantifier = "{0" + quantifier[1..];
            _output.Append(quantifier);
            if (Takes("?")) _output.Append('?');
            else if (braces == 0 && Takes("+")) _output.Insert(start, "(?>").Append(')');
            _output.Insert(start, "(?:").Append(')');
        }
    }

    private int Braces()
    {
        if (pattern[_at] != '{') return 0;
        var end = pattern.IndexOf('}', _at);
        return end > _at + 1 && pattern.AsSpan(_at + 1, end - _at - 1).Trim("0123456789,").IsEmpty ? end + 1 - _at : 0;
    }

    private bool Takes(string text)
    {
        if (string.CompareOrdinal(pattern, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private SparseEvalException Unknown() =>
        part.Unsupported($"its pattern '{pattern}' has something unknown at character {_at + 1}");
}
