using System.Numerics.Tensors;

namespace SparseEval.Onnx;

/// <summary>Natural logarithms of softmax, at the positions where they are needed.</summary>
internal sealed class LogProbabilities(int vocabulary)
{
    private readonly float[] _scratch = new float[vocabulary];

    /// <summary>log sum exp of the logits, shifted by the largest; NaN where a logit is NaN or positive infinity.</summary>
    public double Normalizer(ReadOnlySpan<float> logits)
    {
        var largest = TensorPrimitives.Max(logits);
        if (!float.IsFinite(largest)) return double.NaN;
        TensorPrimitives.Subtract(logits, largest, _scratch);
        TensorPrimitives.Exp<float>(_scratch, _scratch);
        return largest + Math.Log(TensorPrimitives.Sum<float>(_scratch));
    }
}
