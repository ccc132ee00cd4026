namespace SparseEval.Onnx;

/// <summary>Several, one after another.</summary>
internal sealed class SequencePreTokenizer(IPreTokenizer[] parts) : IPreTokenizer
{
    public void Split(Pieces source, Pieces target)
    {
        if (parts.Length == 0)
        {
            for (var i = 0; i < source.Count; i++) target.Add(source[i], source.IsFirst(i));
            return;
        }
        for (var i = 0; i < parts.Length; i++)
        {
            target.Clear();
            parts[i].Split(source, target);
            if (i + 1 < parts.Length) source.Exchange(target);
        }
    }
}
