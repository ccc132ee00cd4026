using System.Collections.Concurrent;

namespace SparseEval.Onnx;

/// <summary>A tokenizer as a tokenizer.json describes it. May be used by several threads at once.</summary>
internal sealed class JsonTokenizer(TokenizerParts parts) : ITokenizer
{
    private readonly ConcurrentBag<EncodeScratch> _scratch = [];
    private readonly AddedTokenFinder _raw = new(parts.Added.Where(t => !t.Normalized).Select(t => (t, t.Content)));
    private readonly AddedTokenFinder _normalized = new(parts.Added.Where(t => t.Normalized).Select(t => (t, parts.Written(t))));
    // A special token that its own normalizer changes comes back as text, as in the reference.
    private readonly Dictionary<int, (string Text, bool Special)> _added = parts.Added.GroupBy(t => t.Id).Select(g => g.Last())
        .ToDictionary(t => t.Id, t => (parts.Written(t), t.Special && parts.Written(t) == t.Content));

    public IEnumerable<(int Id, bool Added)> Ids => parts.Model.Vocabulary.Ids.Where(id => !_added.ContainsKey(id)).Select(id => (id, false)).Concat(_added.Keys.Select(id => (id, true)));

    public int[] Encode(string text) => Encode(text, parts.Prefix);

    // tokenizer_config.json may say otherwise than the template of what stands before a text, never of what stands behind.
    public int[] EncodeWhole(string text) => [.. parts.Prefix, .. EncodeSpecial(text).AsSpan(parts.Special.Single.Prefix.Length)];

    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = Decode(tokens, skipSpecial: true);
        return parts.CleansUp ? Cleanup.Text(text) : text;
    }

    /// <summary>Ids of a text without any special token around it.</summary>
    public int[] EncodePlain(string text) => Encode(text, []);

    /// <summary>Ids of one text or two with the special tokens of the post-processor.</summary>
    public int[] EncodeSpecial(string first, string? second = null) =>
        second is null ? parts.Special.Single.Apply(EncodePlain(first), []) : parts.Special.Pair.Apply(EncodePlain(first), EncodePlain(second));

    /// <summary>Text of ids; ids without a token are left out.</summary>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var tokens = new List<string>(ids.Length);
        foreach (var id in ids)
        {
            var (added, special) = _added.GetValueOrDefault(id);
            if ((added ?? parts.Model.Vocabulary.Token(id)) is { } token && !(skipSpecial && special)) tokens.Add(token);
        }
        if (tokens.Count == 0) return "";
        return parts.Decoder is null ? string.Join(' ', tokens) : string.Concat(parts.Decoder.Decode(tokens));
    }

    private int[] Encode(string text, int[] prefix)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new EncodeScratch();
        scratch.Ids.Cut(0);
        scratch.Ids.Add(prefix);
        Raw(text, scratch);
        var ids = scratch.Ids.From(0);
        // A text that begins with the prefix's tokens itself, as chat templates do, gets no second one.
        if (prefix.Length > 0 && ids[prefix.Length..].StartsWith(prefix)) ids = ids[prefix.Length..];
        var result = ids.ToArray();
        _scratch.Add(scratch);
        return result;
    }

    private void Raw(ReadOnlySpan<char> text, EncodeScratch scratch)
    {
        var (from, done) = (0, 0);
        while (_raw.Next(text, ref from, done) is { } found)
        {
            if (done < found.Start) Normalize(text[done..found.Start], done == 0, scratch);
            scratch.Ids.Add(found.Id);
            done = found.End;
        }
        if (done < text.Length) Normalize(text[done..], done == 0, scratch);
    }

    private void Normalize(ReadOnlySpan<char> text, bool first, EncodeScratch scratch)
    {
        if (parts.Normalizer is not null) text = parts.Normalizer.Normalize(text.ToString());
        var (from, done) = (0, 0);
        while (_normalized.Next(text, ref from, done) is { } found)
        {
            if (done < found.Start) Words(text[done..found.Start], first && done == 0, scratch);
            scratch.Ids.Add(found.Id);
            done = found.End;
        }
        if (done < text.Length) Words(text[done..], first && done == 0, scratch);
    }

    private void Words(ReadOnlySpan<char> text, bool first, EncodeScratch scratch)
    {
        if (parts.PreTokenizer is null)
        {
            Cut(text, scratch);
            return;
        }
        scratch.Source.Clear();
        scratch.Target.Clear();
        scratch.Source.Add(text, first);
        parts.PreTokenizer.Split(scratch.Source, scratch.Target);
        for (var i = 0; i < scratch.Target.Count; i++) Cut(scratch.Target[i], scratch);
    }

    private void Cut(ReadOnlySpan<char> text, EncodeScratch scratch)
    {
        var mark = parts.Model.CutsBefore;
        while (mark != '\0' && text.TrimStart(mark) is { Length: > 0 } rest && rest.IndexOf(mark) is >= 0 and var next)
        {
            var length = text.Length - rest.Length + next;
            Word(text[..length], scratch);
            text = text[length..];
        }
        Word(text, scratch);
    }

    private void Word(ReadOnlySpan<char> word, EncodeScratch scratch)
    {
        if (scratch.Words.TryAdd(word, scratch.Ids)) return;
        var before = scratch.Ids.Count;
        parts.Model.Encode(word, scratch.Ids, scratch.Model);
        scratch.Words.Keep(word, scratch.Ids.From(before));
    }
}
