using System.Numerics.Tensors;

namespace SparseEval.Onnx;

/// <summary>Rows of logits in the runtime's memory, as float32: half-width numbers are widened, a row at a time, as they are read.</summary>
internal sealed unsafe class LogitRows(TensorType type, byte* data, int vocabulary, float[] scratch)
{
    public ReadOnlySpan<float> this[long row]
    {
        get
        {
            var at = data + row * vocabulary * type.Bytes();
            if (type == TensorType.Float32) return new ReadOnlySpan<float>(at, vocabulary);
            if (type == TensorType.Float16) TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(at, vocabulary), scratch);
            // bfloat16 is the upper half of a float32.
            else for (var i = 0; i < vocabulary; i++) scratch[i] = BitConverter.Int32BitsToSingle(((ushort*)at)[i] << 16);
            return scratch.AsSpan(0, vocabulary);
        }
    }
}
