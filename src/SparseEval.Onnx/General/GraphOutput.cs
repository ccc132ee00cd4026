namespace SparseEval.Onnx;

/// <summary>The output that is read, and the shapes that what it is said to be can have.</summary>
internal sealed class GraphOutput
{
    private readonly GraphAnswer _answer;

    /// <exception cref="SparseEvalException">The graph itself says that its shape is another.</exception>
    public GraphOutput(TensorInfo info, GraphEngineOptions options)
    {
        (Info, _answer) = (info, options.Answer);
        if (options.Answer == GraphAnswer.Number && info.Shape is [_, > 1] or [_, _, > 1])
            throw new SparseEvalException($"The model '{options.ModelPath}' has the output '{info}', where a number an item is [batch] or [batch, 1]. Name another output, or export one that holds that number alone.");
    }

    public TensorInfo Info { get; }

    /// <summary>The shape of what a pass gave.</summary>
    /// <exception cref="SparseEvalException">It is not one vector a row, or for embeddings perhaps one a token.</exception>
    public long[] Checked(long[] shape, int rows)
    {
        if (shape.Length is < 1 or > 3 || shape[0] != rows) throw new OrtException(2, $"The output is of shape [{string.Join(", ", shape)}], where {rows} rows of one or two dimensions are expected.");
        return _answer switch
        {
            GraphAnswer.Number when shape[1..].Any(side => side != 1) => throw Unlike(shape, "[batch] or [batch, 1]"),
            GraphAnswer.Labels when shape.Length == 3 && shape[1] != 1 => throw Unlike(shape, "[batch, labels]"),
            _ when shape.Contains(0) => throw Unlike(shape, "at least one number an item"),
            _ => shape,
        };
    }

    private SparseEvalException Unlike(long[] shape, string expected) =>
        new($"the output '{Info.Name}' is of shape [{string.Join(", ", shape)}], where {expected} is expected of a graph that answers with {_answer}.");
}
