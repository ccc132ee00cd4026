using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>
/// How many attempts are under way at once: half as many after an answer that says the server has too much to do, one more for every round that went well, up to a bound
/// (additive increase, multiplicative decrease). Which answers an item gets does not depend on it, only when.
/// </summary>
internal sealed class AdaptiveConcurrency
{
    /// <summary>Diagnostic: how often the server had too much to do, and what became of the concurrency.</summary>
    public const string Code = "SPE0064";

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<int>> _waiting = new();
    private readonly int _most;
    private double _allowed;
    private int _underWay, _round, _answers, _overloads, _least;
    private long _served;

    /// <param name="most">The bound, at least 1, and where it begins.</param>
    public AdaptiveConcurrency(int most) => _allowed = _least = _most = most;

    /// <summary>At this moment, 1 to the bound.</summary>
    public int Allowed => (int)_allowed;

    /// <summary>Answers so far that did not say the server has too much to do.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>Waits for a place, in order.</summary>
    /// <returns>The round that the attempt belongs to: those that were under way when it was halved do not halve it again.</returns>
    public async ValueTask<int> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<int> turn;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _underWay < Allowed)
            {
                _underWay++;
                return _round;
            }
            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }
        await using var given = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Gives the place back.</summary>
    /// <param name="round">As entering told it.</param>
    /// <param name="overloaded">What the server said; null where it said nothing.</param>
    public void Leave(int round, bool? overloaded)
    {
        lock (_lock)
        {
            _underWay--;
            if (overloaded is not null) _answers++;
            if (overloaded == false) Interlocked.Increment(ref _served);
            if (overloaded == true) Halve(round);
            else if (overloaded == false) _allowed = Math.Min(_most, _allowed + (1 / _allowed));
            while (_underWay < Allowed && _waiting.TryDequeue(out var turn))
                if (turn.TrySetResult(_round)) _underWay++;
        }
    }

    /// <summary>What a report says; null where the server always had room.</summary>
    public Diagnostic? Remark
    {
        get
        {
            lock (_lock)
                return _overloads == 0 ? null : new(Code, DiagnosticSeverity.Note, string.Create(CultureInfo.InvariantCulture,
                    $"The server said {_overloads} times in {_answers:N0} answers that it has too much to do (429, 503); requests at once went from {_most} down to {_least} and were {Allowed} at the end. Scores are the same, only later. A lower --concurrency spares such answers."));
        }
    }

    private void Halve(int round)
    {
        _overloads++;
        if (round != _round) return;
        _allowed = Math.Max(1, _allowed / 2);
        _least = Math.Min(_least, Allowed);
        _round++;
    }
}
