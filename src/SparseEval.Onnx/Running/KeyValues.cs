namespace SparseEval.Onnx;

/// <summary>Keys and values of every layer for the rows of a batch, each [rows, heads, length, head width].</summary>
internal sealed class KeyValues(OrtHandle[] tensors, int rows, int length) : IDisposable
{
    /// <summary>Key and value of layer 0, of layer 1 and so on.</summary>
    public OrtHandle[] Tensors { get; } = tensors;

    public int Rows { get; } = rows;

    /// <summary>Positions held, padding included.</summary>
    public int Length { get; } = length;

    public void Dispose()
    {
        foreach (var tensor in Tensors) tensor.Dispose();
    }
}
