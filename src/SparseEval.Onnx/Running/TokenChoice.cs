using System.Numerics.Tensors;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Chooses a token by its logits: the most likely one, or one drawn by temperature, top-k and top-p as the request asks.</summary>
internal static class TokenChoice
{
    /// <param name="logits">One a token.</param>
    /// <param name="request">How to choose; its seed and context with <paramref name="index"/> give the random number, whatever else runs.</param>
    /// <param name="index">Number of tokens generated before.</param>
    /// <returns>The token, or -1 where the largest logit is not finite.</returns>
    public static int Of(ReadOnlySpan<float> logits, GenerationRequest request, int index)
    {
        var best = Likeliest(logits);
        return best < 0 ? best : request.Sampling is { Temperature: > 0 } sampling ? TokenDraw.Of(logits, sampling, Uniform(sampling.Seed, request.Context, index)) : best;
    }

    /// <summary>The token of the largest logit, or -1 where that is not finite.</summary>
    public static int Likeliest(ReadOnlySpan<float> logits) => TensorPrimitives.IndexOfMax(logits) is var best && float.IsFinite(logits[best]) ? best : -1;

    /// <summary>In [0, 1), by FNV-1a over seed, context and index, and SplitMix64's finish.</summary>
    private static double Uniform(long seed, string context, int index)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in context) hash = (hash ^ character) * 1_099_511_628_211UL;
        var mixed = (hash ^ (ulong)seed) + (0x9E37_79B9_7F4A_7C15UL * ((ulong)index + 1));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
