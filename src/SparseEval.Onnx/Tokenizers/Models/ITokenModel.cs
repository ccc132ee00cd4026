namespace SparseEval.Onnx;

/// <summary>A vocabulary and the rule by which a word becomes its tokens.</summary>
internal interface ITokenModel
{
    /// <summary>The vocabulary.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Tokens of one word, added to ids. Called by one thread at a time with one scratch.</summary>
    void Encode(ReadOnlySpan<char> word, IdList ids, ModelScratch scratch);

    /// <summary>
    /// A character before which a text may be cut wherever another character stands in front of it, with the same tokens; '\0' where there is none.
    /// It makes short words, which are looked up, of long texts.
    /// </summary>
    char CutsBefore => '\0';
}
