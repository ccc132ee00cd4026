namespace SparseEval.Onnx;

/// <summary>A tensor of keys, of values, or of both, that a decoder reads as its past and gives back longer.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Type">Element type, of both.</param>
/// <param name="Blocks">1 for [batch, heads, length, width]; 2 for [2, batch, heads, length, width], key and value in one.</param>
/// <param name="Heads">Heads of keys and values.</param>
/// <param name="HeadWidth">Width of a head.</param>
internal sealed record PastTensor(string Input, string Output, TensorType Type, int Blocks, int Heads, int HeadWidth)
{
    /// <summary>Bytes of one position of one head.</summary>
    public long CellBytes => (long)HeadWidth * Type.Bytes();

    /// <summary>Bytes of a tensor of so many rows and positions.</summary>
    public long Bytes(int rows, int length) => Blocks * rows * Heads * length * CellBytes;

    public long[] Shape(int rows, int length) => Blocks == 1 ? [rows, Heads, length, HeadWidth] : [Blocks, rows, Heads, length, HeadWidth];
}
