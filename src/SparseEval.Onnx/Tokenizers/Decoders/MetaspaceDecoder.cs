namespace SparseEval.Onnx;

/// <summary>Marks back to spaces; those of the first token go where one was put in front.</summary>
internal sealed class MetaspaceDecoder(char mark, bool prepended) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((t, i) => i == 0 && prepended ? t.Replace(mark.ToString(), "", StringComparison.Ordinal) : t.Replace(mark, ' '))];
}
