using System.Numerics.Tensors;

namespace SparseEval.Onnx;

/// <summary>An output's vectors, one a row, or one a token of each row, averaged.</summary>
/// <param name="type">float32, float16 or float64; the last is rounded to float32.</param>
/// <param name="data">Row by row.</param>
/// <param name="shape">[rows], [rows, width] or [rows, tokens, width].</param>
internal sealed unsafe class GraphRows(TensorType type, byte* data, long[] shape)
{
    private readonly int _width = shape.Length == 1 ? 1 : (int)shape[^1];
    private readonly int _vectors = shape.Length == 3 ? (int)shape[1] : 1;

    /// <param name="row">Which row.</param>
    /// <param name="tokens">How many of its vectors are averaged, at most as many as there are.</param>
    public float[] Average(int row, int tokens)
    {
        var count = Math.Min(_vectors, tokens);
        var sum = Vector(row, 0);
        for (var i = 1; i < count; i++) TensorPrimitives.Add(sum, Vector(row, i), sum);
        return count <= 1 ? sum : Array.ConvertAll(sum, s => s / count);
    }

    private float[] Vector(int row, int vector)
    {
        var at = data + ((((long)row * _vectors) + vector) * _width * type.Bytes());
        var values = new float[_width];
        switch (type)
        {
            case TensorType.Float64: TensorPrimitives.ConvertTruncating(new ReadOnlySpan<double>(at, _width), values.AsSpan()); break;
            case TensorType.Float16: TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(at, _width), values); break;
            default: new ReadOnlySpan<float>(at, _width).CopyTo(values); break;
        }
        return values;
    }
}
