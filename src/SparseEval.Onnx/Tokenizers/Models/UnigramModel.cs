using System.Text;
using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>Unigram: the cut of a word into tokens whose scores add up to the most (Viterbi).</summary>
internal sealed class UnigramModel : ITokenModel
{
    private const double UnknownPenalty = 10;
    private readonly TokenTrie _trie;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknown;
    private readonly int[]? _bytes;

    private UnigramModel(Vocabulary vocabulary, double[] scores, int unknown, bool byteFallback)
    {
        (Vocabulary, _scores, _unknown) = (vocabulary, scores, unknown);
        _trie = new TokenTrie(vocabulary.Tokens.Select(t => (t, vocabulary.Id(t))));
        _unknownScore = scores.Min() - UnknownPenalty;
        _bytes = vocabulary.Bytes(byteFallback);
    }

    public Vocabulary Vocabulary { get; }

    public static UnigramModel Read(TokenizerPart part)
    {
        var list = part.Part("vocab").Json;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) throw part.Wrong("has a 'vocab' that is no list of tokens and scores");
        var (tokens, scores) = (new List<KeyValuePair<string, int>>(), new List<double>());
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry[0].ValueKind != JsonValueKind.String || entry[1].ValueKind != JsonValueKind.Number)
                throw part.Wrong($"has the token {scores.Count} of 'vocab' as {entry.GetRawText()}, where [\"text\", score] is expected");
            tokens.Add(new(part.Chars(entry[0]), scores.Count));
            scores.Add(entry[1].GetDouble());
        }
        var unknown = part.Number("unk_id");
        return unknown >= 0 && unknown < scores.Count ? new UnigramModel(new Vocabulary(tokens), [.. scores], unknown, part.Flag("byte_fallback", false)) : throw part.Wrong($"has an 'unk_id' of {unknown}, which is not in its vocabulary");
    }

    public void Encode(ReadOnlySpan<char> word, IdList ids, ModelScratch scratch)
    {
        var paths = Search(word, scratch);
        var first = ids.Count;
        for (var end = word.Length; end > 0;)
        {
            var (start, id) = (paths[end].Start, paths[end].Id);
            // Unknown characters in a row are one token.
            if (id == _unknown) while (start > 0 && paths[start].Id == _unknown) start = paths[start].Start;
            if (id == _unknown) Unknown(word[start..end], ids);
            else ids.Add(id);
            end = start;
        }
        ids.Reverse(first);
    }

    private ModelScratch.PathNode[] Search(ReadOnlySpan<char> word, ModelScratch scratch)
    {
        var paths = scratch.EnsurePaths(word.Length + 1);
        paths.AsSpan(0, word.Length + 1).Fill(new(0, -1, -1));
        for (var start = 0; start < word.Length;)
        {
            Rune.DecodeFromUtf16(word[start..], out _, out var length);
            var (reached, single, node) = (paths[start].Score, false, TokenTrie.Root);
            for (var end = start; end < word.Length && (node = _trie.Child(node, word[end])) >= 0;)
            {
                end++;
                if (_trie.Value(node) is not (>= 0 and var id)) continue;
                Offer(ref paths[end], reached + _scores[id], start, id);
                single |= end - start == length;
            }
            if (!single) Offer(ref paths[start + length], reached + _unknownScore, start, _unknown);
            start += length;
        }
        return paths;
    }

    private static void Offer(ref ModelScratch.PathNode node, double score, int start, int id)
    {
        if (node.Start < 0 || score > node.Score) node = new(score, start, id);
    }

    // Written backwards, as all tokens of the word are.
    private void Unknown(ReadOnlySpan<char> text, IdList ids)
    {
        if (Vocabulary.Id(text) is >= 0 and var known)
        {
            ids.Add(known);
            return;
        }
        if (_bytes is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToArray());
            if (Array.TrueForAll(bytes, b => _bytes[b] >= 0))
            {
                for (var i = bytes.Length - 1; i >= 0; i--) ids.Add(_bytes[bytes[i]]);
                return;
            }
        }
        ids.Add(_unknown);
    }
}
