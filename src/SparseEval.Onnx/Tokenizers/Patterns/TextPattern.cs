namespace SparseEval.Onnx;

/// <summary>What a splitter or a replacement looks for.</summary>
internal abstract class TextPattern
{
    /// <summary>Adds all matches, and the parts between them, in order.</summary>
    public abstract void Find(ReadOnlySpan<char> text, List<Pieces.Match> matches);

    /// <summary>The pattern of a component: <c>{"String": ...}</c> or <c>{"Regex": ...}</c>.</summary>
    public static TextPattern Read(TokenizerPart part)
    {
        var pattern = part.Part("pattern");
        if (pattern.Json.ValueKind == System.Text.Json.JsonValueKind.String) return new LiteralPattern(part.Text("pattern"));
        if (pattern.Has("String")) return new LiteralPattern(pattern.Text("String"));
        if (pattern.Has("Regex")) return RegexPattern.Create(pattern.Text("Regex"), part);
        throw part.Unsupported("its pattern is neither String nor Regex");
    }

    /// <summary>Replaces every match.</summary>
    public string Replace(string text, string content)
    {
        var matches = new List<Pieces.Match>();
        Find(text, matches);
        if (!matches.Exists(m => m.Found)) return text;
        var result = new System.Text.StringBuilder(text.Length);
        foreach (var match in matches)
            if (match.Found) result.Append(content);
            else result.Append(text.AsSpan(match.Start, match.End - match.Start));
        return result.ToString();
    }

    /// <summary>Adds a match and what lies between it and the one before.</summary>
    protected static void Add(List<Pieces.Match> matches, ref int last, int start, int end)
    {
        if (last < start) matches.Add(new(last, start, false));
        matches.Add(new(start, end, true));
        last = end;
    }

    protected static void Finish(List<Pieces.Match> matches, int last, int length)
    {
        if (last < length) matches.Add(new(last, length, false));
    }
}
