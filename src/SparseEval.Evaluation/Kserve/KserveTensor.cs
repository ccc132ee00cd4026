namespace SparseEval.Evaluation;

/// <summary>A tensor that goes to a server of the KServe protocol or comes from it.</summary>
internal sealed record KserveTensor(string Name, string Datatype, IReadOnlyList<long> Shape)
{
    /// <summary>Elements of <c>BYTES</c>, row by row.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Elements of a numeric type or <c>BOOL</c> (0, 1), row by row.</summary>
    public IReadOnlyList<double> Numbers { get; init; } = [];

    public static KserveTensor Of(string name, IReadOnlyList<long> shape, IReadOnlyList<string> texts) => new(name, "BYTES", shape) { Texts = texts };
}

/// <summary>A tensor of a model's description; a dimension of -1 varies.</summary>
internal sealed record KserveTensorInfo(string Name, string Datatype, IReadOnlyList<long> Shape)
{
    /// <summary>The shape that holds so many elements in one column.</summary>
    public long[] Column(int elements) => Shape.Count >= 2 ? [elements, .. Enumerable.Repeat(1L, Shape.Count - 1)] : [elements];
}

/// <summary>What a server says of a model.</summary>
internal sealed record KserveModel(string Name, string Platform, IReadOnlyList<KserveTensorInfo> Inputs, IReadOnlyList<KserveTensorInfo> Outputs);

/// <summary>How a server of the KServe protocol is spoken to.</summary>
internal interface IKserveTransport : IDisposable
{
    /// <summary>What a report should say of the server, or null.</summary>
    Diagnostic? Remark { get; }

    /// <summary>What the model takes and gives.</summary>
    Task<KserveModel> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>True where the server and the model are ready.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    /// <summary>Runs the model once; the outputs asked for, in that order.</summary>
    Task<IReadOnlyList<KserveTensor>> InferAsync(string id, IReadOnlyList<KserveTensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken);
}
