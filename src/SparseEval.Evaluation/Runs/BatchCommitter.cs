namespace SparseEval.Evaluation;

/// <summary>Scores a batch and makes it durable; only then do its items count.</summary>
internal sealed class BatchCommitter(Benchmark benchmark, IScorer scorer, RunJournal journal, RunClock clock, ProgressTracker tracker)
{
    public void Commit(AnsweredBatch batch)
    {
        var entries = new List<JournalEntry>(batch.Prepared.Found.Count + batch.Fresh.Count);
        entries.AddRange(batch.Prepared.Found.Select(completion => Entry(completion, cached: true, batch.Prepared.Number)));
        entries.AddRange(batch.Fresh.Select(completion => Entry(completion, cached: false, batch.Prepared.Number)));
        journal.Commit(entries, clock.Times);
        tracker.Finish(entries);
    }

    private JournalEntry Entry(Completion completion, bool cached, int batch) =>
        new(completion, scorer.Score(benchmark.Items[benchmark.IndexOf(completion.ItemId)], completion), cached, batch);
}
