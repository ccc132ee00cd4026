using System.Diagnostics;
using System.Threading.Channels;

namespace SparseEval.Evaluation;

/// <summary>
/// Looks up, runs and commits batches side by side: while the engine works on one batch, the one before is scored and committed and the one after is
/// looked up. Batches that are answered within a moment of each other share a transaction, since a disk takes few of them a second; a kill loses that moment.
/// </summary>
internal sealed class BatchPipeline(IInferenceEngine engine, RunCache? cache, BatchCommitter committer, AnswerParts parts)
{
    private const int LookedUpAhead = 4;

    /// <summary>Answered batches that are written without waiting for more, and the most that share a transaction; twice as many may wait for the disk before the engine waits too.</summary>
    private int Together => Math.Max(8, engine.Parallelism);

    /// <summary>Least time from one transaction to the next, unless enough is there: the first batch, and every one of an engine that takes longer, is written at once.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);

    /// <param name="batches">Taken out as they are looked up: a request is not held after its answer is written.</param>
    /// <param name="order">Where they stand in the run.</param>
    /// <param name="cancellationToken">What is answered by then is committed.</param>
    public async Task RunAsync(Queue<EngineBatch> batches, BatchOrder order, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var prepared = Channel.CreateBounded<PreparedBatch>(LookedUpAhead + engine.Parallelism - 1);
        var answered = Channel.CreateBounded<AnsweredBatch>(2 * Together);
        var preparing = Task.Run(() => PrepareAsync(batches, order, prepared.Writer, stop.Token), CancellationToken.None);
        var running = Task.Run(() => AskAsync(prepared.Reader, answered.Writer, stop.Token), CancellationToken.None);
        // A thread of its own: it waits for the disk, and in the pool's place the answers of a server would wait with it.
        var committing = Task.Factory.StartNew(() => Commit(answered, running, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        answered.Writer.TryComplete();
        await stop.CancelAsync().ConfigureAwait(false);
        await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await committing.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await running.ConfigureAwait(false);
    }

    private async Task PrepareAsync(Queue<EngineBatch> batches, BatchOrder order, ChannelWriter<PreparedBatch> target, CancellationToken stop)
    {
        try
        {
            for (var number = order.First; batches.TryDequeue(out var planned); number++)
                if (Prepare(planned, number, order.Finished) is { } batch) await target.WriteAsync(batch, stop).ConfigureAwait(false);
            target.Complete();
        }
        catch (Exception e)
        {
            target.Complete(e);
        }
    }

    private PreparedBatch? Prepare(EngineBatch batch, int number, IReadOnlySet<string> finished)
    {
        var open = batch.Requests.Where(request => !finished.Contains(request.ItemId)).ToList();
        if (open.Count == 0) return null;
        var found = cache is null ? [] : open.Select(cache.Find).OfType<Completion>().ToList();
        var foundIds = found.Select(completion => completion.ItemId).ToHashSet(StringComparer.Ordinal);
        var toRun = open.Where(request => !foundIds.Contains(request.ItemId)).ToList();
        return new(number, found, toRun.Count == 0 ? null : toRun.Count == batch.Requests.Count ? batch : batch with { Requests = toRun });
    }

    private async Task AskAsync(ChannelReader<PreparedBatch> source, ChannelWriter<AnsweredBatch> target, CancellationToken stop)
    {
        if (engine.Parallelism > 1)
        {
            await new SideBySide(engine.Parallelism).RunAsync(source.ReadAllAsync(stop), (batch, stopping, token) => AskAsync(batch, target, token, stopping), stop).ConfigureAwait(false);
            return;
        }
        await foreach (var batch in source.ReadAllAsync(stop).ConfigureAwait(false)) await AskAsync(batch, target, stop).ConfigureAwait(false);
    }

    private async Task AskAsync(PreparedBatch batch, ChannelWriter<AnsweredBatch> target, CancellationToken stop, CancellationToken? stopping = null)
    {
        (stopping ?? stop).ThrowIfCancellationRequested();
        var answers = batch.ToRun is null ? [] : await engine.RunAsync(batch.ToRun with { Parts = parts, Stopping = stopping }, stop).ConfigureAwait(false);
        await target.WriteAsync(new(batch, AnswerCheck.Checked(batch.ToRun, answers)), CancellationToken.None).ConfigureAwait(false);
    }

    // What the engine finished is committed even after a cancellation.
    private void Commit(Channel<AnsweredBatch> source, Task running, CancellationTokenSource stop)
    {
        try
        {
            for (var last = 0L; source.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult(); last = Stopwatch.GetTimestamp())
            {
                // This thread has nothing else to do; the engine's end, enough batches or the moment's end wake it within a millisecond.
                while (last != 0 && source.Reader.Count < Together && Stopwatch.GetElapsedTime(last) < Moment && Task.WaitAny([running], 1) < 0) { }
                var gathered = new List<AnsweredBatch>();
                while (gathered.Count < Together && source.Reader.TryRead(out var batch)) gathered.Add(batch);
                committer.Commit(gathered);
                if (cache is not null && gathered.Where(batch => batch.Prepared.ToRun is not null).ToArray() is { Length: > 0 } ran)
                    cache.Add([.. ran.SelectMany(batch => batch.Prepared.ToRun!.Requests.Zip(batch.Fresh))]);
            }
        }
        catch
        {
            source.Writer.TryComplete();
            stop.Cancel();
            throw;
        }
    }
}
