namespace SparseEval.Onnx;

/// <summary>Tokens of words seen before. Words repeat so often that most of a text is looked up here.</summary>
internal sealed class WordCache
{
    private const int MostWords = 1 << 16, LongestWord = 64;
    private readonly Dictionary<string, (int Start, int Length)> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Start, int Length)>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly IdList _ids = new();

    public WordCache() => _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a word's tokens if it was seen before.</summary>
    public bool TryAdd(ReadOnlySpan<char> word, IdList ids)
    {
        if (word.Length > LongestWord || !_lookup.TryGetValue(word, out var place)) return false;
        ids.Add(_ids.Slice(place.Start, place.Length));
        return true;
    }

    public void Keep(ReadOnlySpan<char> word, ReadOnlySpan<int> ids)
    {
        if (word.Length > LongestWord) return;
        if (_words.Count == MostWords)
        {
            _words.Clear();
            _ids.Cut(0);
        }
        _words.Add(word.ToString(), (_ids.Count, ids.Length));
        _ids.Add(ids);
    }
}
