using Polly;

namespace SparseEval.Evaluation;

/// <summary>Which attempts use a request's patience up: one that the server turned away while it served others only waited for its turn.</summary>
/// <param name="most">Attempts, the first included.</param>
/// <param name="concurrency">Knows how many were served.</param>
internal sealed class SparedAttempts(int most, AdaptiveConcurrency concurrency)
{
    private static readonly ResiliencePropertyKey<(int Spared, long Served)> Key = new("spared");

    /// <summary>Whether a request that has had so many attempts may have another.</summary>
    public bool MayGoOn(ResilienceContext context, int attempts, ServerReply? reply)
    {
        var served = concurrency.Served;
        var (spared, before) = context.Properties.GetValue(Key, (0, 0));
        if (reply is { IsOverload: true } && served > before) spared++;
        context.Properties.Set(Key, (spared, served));
        return attempts - spared < most;
    }
}
