namespace SparseEval.Onnx;

/// <summary>Keys and values of every layer for the rows of a batch, in the layout's order.</summary>
internal sealed class KeyValues(OrtHandle[] tensors, int rows, int length) : IDisposable
{
    /// <summary>One tensor for each of the layout's past tensors.</summary>
    public OrtHandle[] Tensors { get; } = tensors;

    public int Rows { get; } = rows;

    /// <summary>Positions held, padding included.</summary>
    public int Length { get; } = length;

    public void Dispose()
    {
        foreach (var tensor in Tensors) tensor.Dispose();
    }
}

/// <summary>Positions of a row that are to be kept.</summary>
/// <param name="Source">Where they stand.</param>
/// <param name="Row">Which row of it.</param>
/// <param name="From">First position.</param>
/// <param name="Count">Number of positions.</param>
internal readonly record struct KeptRow(KeyValues Source, int Row, int From, int Count);
