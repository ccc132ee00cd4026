using System.Diagnostics;
using Polly;

namespace SparseEval.Evaluation;

/// <summary>Lets so many requests a minute go out and no more, evenly spaced, whatever they are for: first attempts, later ones, checks, probes and calls of the tokenizer. Waiting for it is no attempt's time.</summary>
/// <param name="perMinute">At least 1.</param>
internal sealed class RequestPace(int perMinute) : ResilienceStrategy<ServerReply>
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _apart = TimeSpan.FromMinutes(1.0 / perMinute);
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _next;

    protected override async ValueTask<Outcome<ServerReply>> ExecuteCore<TState>(Func<ResilienceContext, TState, ValueTask<Outcome<ServerReply>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            for (var at = Take(); at - Stopwatch.GetElapsedTime(_started) is { Ticks: > 0 } wait;) await Task.Delay(wait + TimeSpan.FromMilliseconds(1), context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            return Outcome.FromException<ServerReply>(stopped);
        }
        return await callback(context, state).ConfigureAwait(false);
    }

    /// <summary>When the next request may go out, since the start; what was not used is not made up for.</summary>
    private TimeSpan Take()
    {
        lock (_lock)
        {
            var at = TimeSpan.FromTicks(Math.Max(_next.Ticks, Stopwatch.GetElapsedTime(_started).Ticks));
            _next = at + _apart;
            return at;
        }
    }

    /// <summary>Polly asks for some; there is nothing to set.</summary>
    public sealed class Options : ResilienceStrategyOptions;
}
