using System.Runtime.CompilerServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>
/// Encodes a request once for predicting, planning and running it. Tokens are kept until they have run, or their request is gone, up to a limit of
/// memory; beyond it a request is encoded each time. For any number of threads.
/// </summary>
/// <param name="encode">Text to tokens.</param>
/// <param name="most">Most tokens that are kept.</param>
internal sealed class KeptEncodings(Func<EngineRequest, EncodedRequest> encode, long most = 16L << 20)
{
    // By reference: two requests of the same content are two entries, and looking one up costs nothing.
    private readonly ConditionalWeakTable<EngineRequest, EncodedRequest> _kept = [];
    private long _tokens;

    /// <summary>The request in tokens, kept for the next time.</summary>
    public EncodedRequest Keep(EngineRequest request)
    {
        if (_kept.TryGetValue(request, out var kept)) return kept;
        var encoded = encode(request);
        if (Interlocked.Read(ref _tokens) + Tokens(encoded) <= most && _kept.TryAdd(request, encoded)) Interlocked.Add(ref _tokens, Tokens(encoded));
        return encoded;
    }

    /// <summary>The request in tokens, no longer kept.</summary>
    public EncodedRequest Take(EngineRequest request)
    {
        if (!_kept.TryGetValue(request, out var kept)) return encode(request);
        if (_kept.Remove(request)) Interlocked.Add(ref _tokens, -Tokens(kept));
        return kept;
    }

    private static long Tokens(EncodedRequest encoded) => 16 + encoded.Shared.Length + encoded.Continuations.Sum(c => (long)c.Length);
}
