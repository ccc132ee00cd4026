using System.Net.Http.Headers;
using System.Security.Cryptography;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace SparseEval.Evaluation;

/// <summary>How often and how long a server is asked.</summary>
/// <param name="Attempts">The first included.</param>
/// <param name="Timeout">Of one attempt.</param>
internal sealed record ServerPatience(int Attempts, TimeSpan Timeout)
{
    /// <summary>What each attempt at a request is predicted to take.</summary>
    public static readonly ResiliencePropertyKey<long> Tokens = new("tokens");

    /// <summary>Of the own wait where a server says that it is busy, which gives a request in sixteen first waits its turn.</summary>
    private const int MostDoublings = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Most attempts a minute; null for as many as there are.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most predicted tokens of attempts a minute; null for as many as there are.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>First wait; doubled after each attempt, with jitter.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>What waits and time-outs are read from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <param name="concurrency">Holds attempts back while the server has too much to do.</param>
    /// <param name="failed">Notes those that failed.</param>
    public ResiliencePipeline<ServerReply> Pipeline(AdaptiveConcurrency concurrency, FailedAttempts failed)
    {
        var builder = new ResiliencePipelineBuilder<ServerReply> { TimeProvider = Time };
        if (Attempts > 1) builder.AddRetry(Retry(new(Attempts, concurrency)));
        builder.AddCircuitBreaker(Rest()).AddStrategy(_ => failed, new FailedAttempts.Options()).AddStrategy(_ => new ConcurrencyStrategy(concurrency), new ConcurrencyStrategy.Options());
        if (RequestsPerMinute is { } requests) builder.AddStrategy(_ => new AttemptPace(requests, _ => 1, Time), new AttemptPace.Options());
        if (TokensPerMinute is { } tokens) builder.AddStrategy(_ => new AttemptPace(tokens, context => context.Properties.GetValue(Tokens, 0), Time), new AttemptPace.Options());
        return builder.AddTimeout(Timeout).Build();
    }

    /// <summary>Seconds or a date, at most two minutes. A date is read by the server's own clock, where it says its time.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        var header = headers.RetryAfter;
        if ((header?.Delta ?? header?.Date - (headers.Date ?? DateTimeOffset.UtcNow)) is not { } wait) return null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private RetryStrategyOptions<ServerReply> Retry(SparedAttempts spared)
    {
        var passing = new PredicateBuilder<ServerReply>().Handle<HttpRequestException>(IsPassing).Handle<IOException>().Handle<TimeoutRejectedException>()
            .Handle<BrokenCircuitException>().HandleResult(reply => reply.IsWorthAnother).Build();
        return new()
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = FirstWait,
            MaxDelay = LongestWait,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = retry => ValueTask.FromResult(passing(retry.Outcome) && spared.MayGoOn(retry.Context, retry.AttemptNumber + 1, retry.Outcome.Result)),
            DelayGenerator = retry => ValueTask.FromResult(Wait(retry.Outcome.Result, retry.AttemptNumber)),
        };
    }

    /// <summary>
    /// What the server asks for and at least the own wait, with jitter: all who were turned away at once would come back at once, and the same few would win again. Null leaves the wait to the policy.
    /// </summary>
    internal TimeSpan? Wait(ServerReply? reply, int attempt)
    {
        if (reply is not { IsOverload: true } and not { RetryAfter: not null }) return null;
        var own = FirstWait * Math.Pow(2, Math.Min(attempt, MostDoublings)) * (0.75 + (0.5 * Jitter()));
        var asked = reply.RetryAfter is { } wait ? wait + (0.5 * Jitter() * (wait > FirstWait ? wait : FirstWait)) : TimeSpan.Zero;
        return own > asked ? own : asked;
    }

    /// <summary>In [0, 1), another in each process that asks the same server; no number of a run depends on it.</summary>
    private static double Jitter() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    /// <summary>When nearly everything fails, nothing is sent for a while.</summary>
    private static CircuitBreakerStrategyOptions<ServerReply> Rest() => new()
    {
        FailureRatio = 0.9,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(2),
        ShouldHandle = new PredicateBuilder<ServerReply>().Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>()
            .HandleResult(reply => reply.IsBroken),
    };

    private static bool IsPassing(HttpRequestException problem) => problem.HttpRequestError is not HttpRequestError.NameResolutionError;
}
