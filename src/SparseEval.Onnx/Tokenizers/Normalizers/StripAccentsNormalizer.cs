namespace SparseEval.Onnx;

/// <summary>Leaves out combining marks; precomposed characters keep theirs unless NFD came before.</summary>
internal sealed class StripAccentsNormalizer : INormalizer
{
    public string Normalize(string text) => CharacterKinds.Without(text, CharacterKinds.IsMark);
}
