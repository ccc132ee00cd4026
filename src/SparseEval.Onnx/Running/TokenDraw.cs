using System.Buffers;
using System.Numerics.Tensors;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>
/// Draws a token by softmax of the logits over temperature, among the most likely ones that top-k and top-p leave. Vocabularies have a hundred thousand tokens and more, of which a draw
/// needs to put few in order: those so unlikely that all of them together lie beyond it are left out before.
/// </summary>
internal static class TokenDraw
{
    /// <param name="logits">One a token; the largest is finite.</param>
    /// <param name="sampling">Temperature above 0.</param>
    /// <param name="uniform">In [0, 1): which token it is, counted from the likeliest; equal ones by their ids.</param>
    public static int Of(ReadOnlySpan<float> logits, SamplingOptions sampling, double uniform)
    {
        var rented = ArrayPool<double>.Shared.Rent(logits.Length);
        try
        {
            var weights = rented.AsSpan(0, logits.Length);
            TensorPrimitives.ConvertTruncating(logits, weights);
            TensorPrimitives.Subtract(weights, TensorPrimitives.Max(weights), weights);
            TensorPrimitives.Divide(weights, sampling.Temperature, weights);
            TensorPrimitives.Exp(weights, weights);
            return sampling.TopK > 0 && sampling.TopK < logits.Length ? OfBest(logits, weights, sampling, uniform) : OfAll(logits, weights, sampling, uniform);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static int OfBest(ReadOnlySpan<float> logits, ReadOnlySpan<double> weights, SamplingOptions sampling, double uniform)
    {
        var best = new PriorityQueue<ulong, ulong>(sampling.TopK);
        for (var i = 0; i < logits.Length; i++)
        {
            var key = ~Key(logits[i], i);
            if (best.Count < sampling.TopK) best.Enqueue(key, key);
            else if (key > best.Peek()) best.EnqueueDequeue(key, key);
        }
        ulong[] keys = [.. best.UnorderedItems.Select(item => ~item.Element)];
        Array.Sort(keys);
        var total = 0.0;
        foreach (var key in keys) total += weights[Token(key)];
        return Walk(keys, weights, total, sampling.TopP, uniform);
    }

    private static int OfAll(ReadOnlySpan<float> logits, ReadOnlySpan<double> weights, SamplingOptions sampling, double uniform)
    {
        var total = TensorPrimitives.Sum(weights);
        // What lies below this weights less, all of it together, than what lies beyond the draw; half of it, for rounding's sake.
        var least = (1 - Math.Min(1, sampling.TopP < 1 ? sampling.TopP : uniform)) * total / logits.Length / 2;
        var rented = ArrayPool<ulong>.Shared.Rent(logits.Length);
        try
        {
            var count = 0;
            for (var i = 0; i < logits.Length; i++)
                if (weights[i] >= least) rented[count++] = Key(logits[i], i);
            var keys = rented.AsSpan(0, count);
            keys.Sort();
            return Walk(keys, weights, total, sampling.TopP, uniform);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    /// <summary>The token at which the kept ones' weights, added up from the likeliest, pass the draw's share of theirs.</summary>
    private static int Walk(ReadOnlySpan<ulong> keys, ReadOnlySpan<double> weights, double total, double topP, double uniform)
    {
        var (kept, mass) = (topP < 1 ? 0 : keys.Length, topP < 1 ? 0.0 : total);
        if (topP < 1) while (kept < keys.Length && (kept == 0 || mass < topP * total)) mass += weights[Token(keys[kept++])];
        var target = uniform * mass;
        foreach (var key in keys[..kept])
        {
            target -= weights[Token(key)];
            if (target < 0) return Token(key);
        }
        return Token(keys[kept - 1]);
    }

    /// <summary>Smaller for larger logits, and of equal ones for smaller ids.</summary>
    private static ulong Key(float logit, int token)
    {
        // + 0 makes -0 and 0 one; the bits of negative numbers run the other way.
        var bits = BitConverter.SingleToUInt32Bits(logit + 0f);
        var ascending = (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | (uint)token;
    }

    private static int Token(ulong key) => (int)(uint)key;
}
