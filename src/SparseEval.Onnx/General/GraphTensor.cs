using System.Numerics;
using System.Numerics.Tensors;

namespace SparseEval.Onnx;

/// <summary>One of a graph's inputs: numbers or ids in the element type that it takes, in memory that is used again from pass to pass.</summary>
internal sealed unsafe class GraphTensor(OrtApi api, TensorInfo input) : IDisposable
{
    private readonly NativeBuffer _memory = new();

    public TensorInfo Input { get; } = input;

    /// <summary>Whether ids can be given to a tensor of this type.</summary>
    public static bool TakesIds(TensorType type) => type is TensorType.Int64 or TensorType.Int32;

    /// <summary>A tensor over values, rounded to what the input takes; valid until the next one.</summary>
    public OrtHandle Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape) where T : unmanaged, INumber<T>
    {
        switch (Input.Type)
        {
            case TensorType.Float64: Fill<T, double>(values); break;
            case TensorType.Float16: Fill<T, Half>(values); break;
            case TensorType.Int64: Fill<T, long>(values); break;
            case TensorType.Int32: Fill<T, int>(values); break;
            default: Fill<T, float>(values); break;
        }
        return api.CreateTensor(_memory.Reserve(0), (long)values.Length * Input.Type.Bytes(), shape, Input.Type);
    }

    public void Dispose() => _memory.Dispose();

    private void Fill<T, TTo>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> where TTo : unmanaged, INumber<TTo> =>
        TensorPrimitives.ConvertTruncating(values, _memory.Span<TTo>(values.Length));
}
