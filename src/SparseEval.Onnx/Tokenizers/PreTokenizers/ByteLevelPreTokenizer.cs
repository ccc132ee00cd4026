namespace SparseEval.Onnx;

/// <summary>GPT-2's: perhaps a space in front, perhaps words by its pattern, then every byte as a visible character.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, TextPattern? words) : IPreTokenizer
{
    /// <summary>GPT-2's pattern.</summary>
    public const string Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <param name="part">The component.</param>
    /// <param name="space">Overrides its <c>add_prefix_space</c>.</param>
    public static ByteLevelPreTokenizer Read(TokenizerPart part, bool? space = null) =>
        new(space ?? part.Flag("add_prefix_space", true), part.Flag("use_regex", true) ? RegexPattern.Create(Words, part) : null);

    public void Split(Pieces source, Pieces target)
    {
        for (var i = 0; i < source.Count; i++)
        {
            var piece = source[i];
            if (addPrefixSpace && piece[0] != ' ') piece = $" {piece}";
            target.Matches.Clear();
            if (words is null) target.Matches.Add(new(0, piece.Length, true));
            else words.Find(piece, target.Matches);
            foreach (var match in target.Matches)
            {
                var word = piece[match.Start..match.End];
                target.Commit(ByteAlphabet.Write(word, target.Reserve(3 * word.Length)), source.IsFirst(i) && match.Start == 0);
            }
        }
    }
}
