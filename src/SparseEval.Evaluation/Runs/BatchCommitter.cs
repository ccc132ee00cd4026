namespace SparseEval.Evaluation;

/// <summary>Scores batches and makes them durable in one transaction; only then do their items count.</summary>
internal sealed class BatchCommitter(Benchmark benchmark, IScorer scorer, RunJournal journal, RunClock clock, ProgressTracker tracker)
{
    public void Commit(IReadOnlyList<AnsweredBatch> batches)
    {
        var entries = new List<JournalEntry>();
        foreach (var batch in batches)
        {
            entries.AddRange(batch.Prepared.Found.Select(completion => Entry(completion, cached: true, batch.Prepared.Number)));
            entries.AddRange(batch.Fresh.Select(completion => Entry(completion, cached: false, batch.Prepared.Number)));
        }
        journal.Commit(entries, clock.Times);
        tracker.Finish([.. entries.Select(entry => entry.Finished)]);
    }

    private JournalEntry Entry(Completion completion, bool cached, int batch)
    {
        var item = benchmark.Items[benchmark.IndexOf(completion.ItemId)];
        return new(completion, scorer.Score(item, completion), cached, batch) { Epochs = (scorer as EpochScorer)?.Scores(item, completion) };
    }
}
