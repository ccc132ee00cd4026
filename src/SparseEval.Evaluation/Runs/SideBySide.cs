using System.Runtime.ExceptionServices;

namespace SparseEval.Evaluation;

/// <summary>Begins work on one thing after another, in their order, and has at most so many under way.</summary>
/// <remarks>Parallel.ForEachAsync takes things out in order but begins them in any: what an engine computes first, and whom it charges, would then vary.</remarks>
internal sealed class SideBySide(int most)
{
    /// <summary>Ends when all have ended; the first that fails stops those that have not begun, and its exception comes out.</summary>
    public async Task RunAsync<T>(IAsyncEnumerable<T> things, Func<T, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
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
                await run(thing, stop.Token).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                Interlocked.CompareExchange(ref first, problem, null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
            finally
            {
                free.Release();
            }
        }
    }
}
