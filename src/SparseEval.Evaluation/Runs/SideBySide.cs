using System.Runtime.ExceptionServices;

namespace SparseEval.Evaluation;

/// <summary>Begins work on one thing after another, in their order, and has at most so many under way.</summary>
/// <remarks>Parallel.ForEachAsync takes things out in order but begins them in any: what an engine computes first, and whom it charges, would then vary.</remarks>
internal sealed class SideBySide(int most)
{
    /// <summary>What is under way when another fails may still be answered, and is paid for either way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Ends when all have ended; the first that fails stops those that have not begun and gives the others half a minute, and its exception comes out.</summary>
    /// <param name="things">In the order of their beginning.</param>
    /// <param name="run">Work on one; its first token says that nothing new is to be begun, the second ends what is under way.</param>
    /// <param name="cancellationToken">Ends all at once.</param>
    public async Task RunAsync<T>(IAsyncEnumerable<T> things, Func<T, CancellationToken, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new SemaphoreSlim(most);
        var running = new List<Task>();
        Exception? first = null;
        try
        {
            await foreach (var thing in things.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                await free.WaitAsync(stop.Token).ConfigureAwait(false);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(RunOneAsync(thing));
            }
        }
        catch (Exception problem)
        {
            Interlocked.CompareExchange(ref first, problem, null);
        }
        await Task.WhenAll(running).ConfigureAwait(false);
        if (first is not null) ExceptionDispatchInfo.Throw(first);

        async Task RunOneAsync(T thing)
        {
            try
            {
                await run(thing, stop.Token, late.Token).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                if (Interlocked.CompareExchange(ref first, problem, null) is null) late.CancelAfter(Grace);
                await stop.CancelAsync().ConfigureAwait(false);
            }
            finally
            {
                free.Release();
            }
        }
    }
}
