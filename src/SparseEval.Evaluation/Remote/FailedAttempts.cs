using System.Globalization;
using Polly;
using Polly.Timeout;

namespace SparseEval.Evaluation;

/// <summary>Notes how a server failed attempts, so that one which is not sent, because nearly all others failed, can say why.</summary>
internal sealed class FailedAttempts : ResilienceStrategy<ServerReply>
{
    private readonly Lock _lock = new();
    private Outcome<ServerReply>? _last;
    private int _inARow;

    /// <summary>The latest; null where there was none.</summary>
    public Outcome<ServerReply>? Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Such as <c>; 24 attempts in a row failed</c>, or nothing for fewer than two.</summary>
    public string InARow()
    {
        lock (_lock) return _inARow < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {_inARow:N0} attempts in a row failed");
    }

    protected override async ValueTask<Outcome<ServerReply>> ExecuteCore<TState>(Func<ResilienceContext, TState, ValueTask<Outcome<ServerReply>>> callback, ResilienceContext context, TState state)
    {
        var outcome = await callback(context, state).ConfigureAwait(false);
        lock (_lock)
        {
            if (HasFailed(outcome)) (_last, _inARow) = (outcome, _inARow + 1);
            else if (outcome.Exception is null) _inARow = 0;
        }
        return outcome;
    }

    private static bool HasFailed(Outcome<ServerReply> outcome) => outcome.Result?.IsBroken ?? outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException;

    /// <summary>Polly asks for some; there is nothing to set.</summary>
    public sealed class Options : ResilienceStrategyOptions;
}
