using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>Tokens and their ids, both ways.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<int, string> _tokens;

    public Vocabulary(IReadOnlyCollection<KeyValuePair<string, int>> tokens)
    {
        _ids = new(tokens.Count, StringComparer.Ordinal);
        _tokens = new(tokens.Count);
        foreach (var (token, id) in tokens) (_ids[token], _tokens[id]) = (id, token);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IEnumerable<string> Tokens => _ids.Keys;

    public IEnumerable<int> Ids => _tokens.Keys;

    /// <summary>Reads <c>vocab</c> as an object of ids.</summary>
    public static Vocabulary Read(TokenizerPart part)
    {
        var vocabulary = part.Part("vocab").Json;
        if (vocabulary.ValueKind != JsonValueKind.Object) throw part.Wrong("has a 'vocab' that is no object of ids");
        var tokens = new List<KeyValuePair<string, int>>();
        foreach (var entry in vocabulary.EnumerateObject())
            tokens.Add(entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id) && id >= 0 ? new(entry.Name, id) : throw part.Wrong($"gives the token '{entry.Name}' an id that is no whole number from 0"));
        return new Vocabulary(tokens);
    }

    /// <summary>Id of a token, or -1.</summary>
    public int Id(ReadOnlySpan<char> token) => _lookup.TryGetValue(token, out var id) ? id : -1;

    /// <summary>The token of an id, or null.</summary>
    public string? Token(int id) => _tokens.GetValueOrDefault(id);

    /// <summary>Ids of the tokens &lt;0x00&gt; to &lt;0xFF&gt;, -1 for those that are not there; null where not asked for.</summary>
    public int[]? Bytes(bool wanted) => !wanted ? null : [.. Enumerable.Range(0, 256).Select(b => Id($"<0x{b:X2}>"))];
}
