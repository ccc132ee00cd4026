namespace SparseEval.Onnx;

/// <summary>Cuts text into the words within which tokens lie.</summary>
internal interface IPreTokenizer
{
    /// <summary>Cuts and rewrites each piece of a source; the target is empty before.</summary>
    void Split(Pieces source, Pieces target);
}
