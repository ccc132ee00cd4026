namespace SparseEval.Onnx;

/// <summary>A word is a token, or unknown.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string unknown) : ITokenModel
{
    private readonly int _unknown = vocabulary.Id(unknown);

    public Vocabulary Vocabulary => vocabulary;

    public void Encode(ReadOnlySpan<char> word, IdList ids, ModelScratch scratch)
    {
        var id = vocabulary.Id(word);
        if (id < 0) id = _unknown;
        if (id >= 0) ids.Add(id);
    }
}
