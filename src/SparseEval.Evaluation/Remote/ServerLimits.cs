namespace SparseEval.Evaluation;

/// <summary>Holds items back so that the server gets no more of them at once than it was said to take; <see cref="AttemptPace"/> counts requests and tokens.</summary>
internal sealed class ServerLimits(int concurrency) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrency);

    /// <summary>Waits for a turn; dispose of it when the answer is there.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_slots);
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Turn(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
