using Polly;

namespace SparseEval.Evaluation;

/// <summary>Lets so much a minute go out and no more, evenly spaced, whatever it is for: first attempts, later ones, checks, probes and calls of the tokenizer. Waiting for it is no attempt's time.</summary>
/// <param name="perMinute">At least 1.</param>
/// <param name="amount">What an attempt counts for, from 0; more than a minute's allowance counts as a whole minute's.</param>
/// <param name="time">The clock.</param>
internal sealed class AttemptPace(int perMinute, Func<ResilienceContext, long> amount, TimeProvider time) : ResilienceStrategy<ServerReply>
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _next;

    protected override async ValueTask<Outcome<ServerReply>> ExecuteCore<TState>(Func<ResilienceContext, TState, ValueTask<Outcome<ServerReply>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            for (var at = Take(Math.Min(amount(context), perMinute)); at - time.GetElapsedTime(_started) is { Ticks: > 0 } wait;)
                await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time, context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            return Outcome.FromException<ServerReply>(stopped);
        }
        return await callback(context, state).ConfigureAwait(false);
    }

    /// <summary>When the attempt may go out, since the start; what was not used is not made up for.</summary>
    private TimeSpan Take(long taken)
    {
        if (taken == 0) return TimeSpan.Zero;
        lock (_lock)
        {
            var at = TimeSpan.FromTicks(Math.Max(_next.Ticks, time.GetElapsedTime(_started).Ticks));
            _next = at + TimeSpan.FromMinutes((double)taken / perMinute);
            return at;
        }
    }

    /// <summary>Polly asks for some; there is nothing to set.</summary>
    public sealed class Options : ResilienceStrategyOptions;
}
