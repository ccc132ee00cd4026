using System.Text;

namespace SparseEval.Onnx;

/// <summary>Byte-pair encoding: characters, then the merge of lowest rank, leftmost first, until none is left.</summary>
internal sealed class BpeModel : ITokenModel
{
    private readonly PairTable _merges;
    private readonly BpeOptions _options;
    private readonly int[]? _bytes;
    private readonly int _unknown;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _inner;
    private readonly bool _hasInner;

    // Inner tokens are those that merges pass through and that have no id of their own.
    public BpeModel(Vocabulary vocabulary, PairTable merges, Dictionary<string, int> inner, BpeOptions options)
    {
        (Vocabulary, _merges, _options) = (vocabulary, merges, options);
        _bytes = vocabulary.Bytes(options.ByteFallback);
        _unknown = options.Unknown is { } unknown ? vocabulary.Id(unknown) : -1;
        _inner = inner.GetAlternateLookup<ReadOnlySpan<char>>();
        _hasInner = inner.Count > 0;
    }

    public Vocabulary Vocabulary { get; }

    public char CutsBefore => _options.IgnoresMerges || _options.Prefix.Length + _options.Suffix.Length > 0 ? '\0' : _options.CutsBefore;

    /// <summary>The unknown token's id where the vocabulary lacks it; added tokens may have it.</summary>
    public int AddedUnknown { get; set; } = -1;

    /// <summary>Name of the unknown token, or null.</summary>
    public string? UnknownName => _options.Unknown;

    private int Unknown => _unknown >= 0 ? _unknown : AddedUnknown;

    public void Encode(ReadOnlySpan<char> word, IdList ids, ModelScratch scratch)
    {
        if (_options.IgnoresMerges && Vocabulary.Id(word) is >= 0 and var whole)
        {
            ids.Add(whole);
            return;
        }
        var count = Symbols(word, scratch);
        if (count <= 40) MergeShort(scratch.Symbols, count);
        else MergeLong(scratch, count);
        for (var i = 0; i < count; i = scratch.Symbols[i].Next)
            if (scratch.Symbols[i].Id is var id && (!_hasInner || id < int.MaxValue - 1 - _inner.Dictionary.Count)) ids.Add(id);
            else if (Unknown >= 0) ids.Add(Unknown);
    }

    private int Symbols(ReadOnlySpan<char> word, ModelScratch scratch)
    {
        // A character is at most four bytes, each of which may be a symbol.
        var symbols = scratch.EnsureSymbols((3 * word.Length) + 2);
        var (count, pending) = (0, false);
        for (var at = 0; at < word.Length;)
        {
            Rune.DecodeFromUtf16(word[at..], out var rune, out var length);
            var id = Find(word.Slice(at, length), at == 0, at + length == word.Length, scratch);
            at += length;
            if (id >= 0)
            {
                if (pending) Put(Unknown);
                pending = false;
                Put(id);
                continue;
            }
            if (_bytes is not null && Bytes(rune, symbols, ref count)) continue;
            if (Unknown < 0) continue;
            if (pending && !_options.FusesUnknown) Put(Unknown);
            pending = true;
        }
        if (pending) Put(Unknown);
        for (var i = 0; i < count; i++) (symbols[i].Previous, symbols[i].Next) = (i - 1, i + 1);
        return count;

        void Put(int id) => symbols[count++].Id = id;
    }

    private int Find(ReadOnlySpan<char> character, bool first, bool last, ModelScratch scratch)
    {
        var (prefix, suffix) = (first ? "" : _options.Prefix, last ? _options.Suffix : "");
        if (prefix.Length + suffix.Length > 0)
        {
            var text = scratch.EnsureText(prefix.Length + 2 + suffix.Length);
            prefix.CopyTo(text);
            character.CopyTo(text.AsSpan(prefix.Length));
            suffix.CopyTo(text.AsSpan(prefix.Length + character.Length));
            character = text.AsSpan(0, prefix.Length + character.Length + suffix.Length);
        }
        var id = Vocabulary.Id(character);
        return id < 0 && _hasInner && _inner.TryGetValue(character, out var found) ? found : id;
    }

    private bool Bytes(Rune rune, ModelScratch.Symbol[] symbols, ref int count)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var bytes = utf8[..rune.EncodeToUtf8(utf8)];
        foreach (var b in bytes) if (_bytes![b] < 0) return false;
        foreach (var b in bytes) symbols[count++].Id = _bytes![b];
        return true;
    }

    private void MergeShort(ModelScratch.Symbol[] symbols, int count)
    {
        while (true)
        {
            var (best, at) = ((Rank: int.MaxValue, Id: -1), -1);
            for (var i = 0; i < count && symbols[i].Next < count; i = symbols[i].Next)
                if (_merges.Find(symbols[i].Id, symbols[symbols[i].Next].Id, out var merge) && merge.Rank < best.Rank) (best, at) = (merge, i);
            if (at < 0) return;
            Join(symbols, at, best.Id, count);
        }
    }

    private void MergeLong(ModelScratch scratch, int count)
    {
        var (symbols, queue) = (scratch.Symbols, scratch.Pairs);
        queue.Clear();
        for (var i = 0; i + 1 < count; i++) Offer(i);
        while (queue.TryDequeue(out var at, out var priority))
        {
            // Entries whose pair has changed since are old.
            var next = symbols[at].Next;
            if (symbols[at].Id < 0 || next >= count || !_merges.Find(symbols[at].Id, symbols[next].Id, out var merge) || merge.Rank != priority >> 32) continue;
            Join(symbols, at, merge.Id, count);
            if (symbols[at].Previous >= 0) Offer(symbols[at].Previous);
            Offer(at);
        }

        void Offer(int i)
        {
            if (symbols[i].Next < count && _merges.Find(symbols[i].Id, symbols[symbols[i].Next].Id, out var merge)) queue.Enqueue(i, (long)merge.Rank << 32 | (uint)i);
        }
    }

    private static void Join(ModelScratch.Symbol[] symbols, int at, int id, int count)
    {
        var gone = symbols[at].Next;
        symbols[at].Id = id;
        symbols[at].Next = symbols[gone].Next;
        symbols[gone].Id = -1;
        if (symbols[gone].Next < count) symbols[symbols[gone].Next].Previous = at;
    }
}
