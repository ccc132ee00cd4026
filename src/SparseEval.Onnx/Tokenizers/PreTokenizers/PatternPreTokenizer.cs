namespace SparseEval.Onnx;

/// <summary>Cuts at the matches of a pattern.</summary>
internal sealed class PatternPreTokenizer(TextPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(Pieces source, Pieces target) => Splitting.Split(source, target, pattern, behavior, invert);
}
