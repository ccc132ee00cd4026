using System.Threading.RateLimiting;

namespace SparseEval.Evaluation;

/// <summary>Holds items back so that the server gets no more of them at once, and no more of their tokens a minute, than it was said to take; <see cref="RequestPace"/> counts requests.</summary>
internal sealed class ServerLimits(int concurrency, int? tokensPerMinute) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrency);
    private readonly TokenBucketRateLimiter? _tokens = Bucket(tokensPerMinute);

    /// <summary>Waits for a turn; dispose of it when the answer is there.</summary>
    /// <param name="tokens">Predicted for the request; one that is larger than a minute's allowance waits for a whole minute's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<IDisposable> EnterAsync(long tokens, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_tokens is not null) await TakeTokensAsync(Math.Min(tokens, tokensPerMinute!.Value), cancellationToken).ConfigureAwait(false);
            return new Turn(_slots);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _tokens?.Dispose();
    }

    // A bucket holds one period's allowance, so a large request takes several.
    private async ValueTask TakeTokensAsync(long tokens, CancellationToken cancellationToken)
    {
        var most = PerPeriod(tokensPerMinute!.Value);
        for (; tokens > 0; tokens -= most)
            (await _tokens!.AcquireAsync((int)Math.Min(most, tokens), cancellationToken).ConfigureAwait(false)).Dispose();
    }

    private static TokenBucketRateLimiter? Bucket(int? perMinute) => perMinute is not { } most ? null : new(new()
    {
        TokenLimit = PerPeriod(most),
        TokensPerPeriod = PerPeriod(most),
        ReplenishmentPeriod = TimeSpan.FromMinutes((double)PerPeriod(most) / most),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    });

    private static int PerPeriod(int perMinute) => Math.Max(1, perMinute / 600);

    private sealed class Turn(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
