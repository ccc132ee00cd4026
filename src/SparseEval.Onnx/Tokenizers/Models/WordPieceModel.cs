namespace SparseEval.Onnx;

/// <summary>WordPiece: the longest token at the word's start, then the longest that continues it; a word that cannot be covered is unknown.</summary>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly string _prefix;
    private readonly int _longest;
    private readonly int _unknown;

    private WordPieceModel(Vocabulary vocabulary, string prefix, int longest, int unknown) =>
        (Vocabulary, _prefix, _longest, _unknown) = (vocabulary, prefix, longest, unknown);

    public Vocabulary Vocabulary { get; }

    public static WordPieceModel Read(TokenizerPart part)
    {
        var vocabulary = Vocabulary.Read(part);
        var unknown = vocabulary.Id(part.Text("unk_token", "[UNK]"));
        if (unknown < 0) throw part.Wrong($"has the 'unk_token' '{part.Text("unk_token", "[UNK]")}', which is not in its vocabulary");
        return new WordPieceModel(vocabulary, part.Text("continuing_subword_prefix", "##"), part.Number("max_input_chars_per_word", 100), unknown);
    }

    public void Encode(ReadOnlySpan<char> word, IdList ids, ModelScratch scratch)
    {
        var first = ids.Count;
        var text = scratch.EnsureText(_prefix.Length + word.Length);
        _prefix.CopyTo(text);
        word.CopyTo(text.AsSpan(_prefix.Length));
        for (var start = 0; start < word.Length && !IsTooLong(word);)
        {
            var end = word.Length;
            var id = -1;
            // The prefix overwrites what stands before the piece and was used already.
            if (start > 0) _prefix.CopyTo(text.AsSpan(start));
            var from = start > 0 ? start : _prefix.Length;
            for (; end > start && (id = Vocabulary.Id(text.AsSpan(from..(_prefix.Length + end)))) < 0; end--)
                if (char.IsLowSurrogate(word[end - 1]) && end - 1 > start) end--;
            if (id < 0) break;
            ids.Add(id);
            start = end;
            if (start == word.Length) return;
        }
        ids.Cut(first);
        ids.Add(_unknown);
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _longest) return false;
        var count = 0;
        foreach (var _ in word.EnumerateRunes()) count++;
        return count > _longest;
    }
}
