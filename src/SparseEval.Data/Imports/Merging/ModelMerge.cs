namespace SparseEval.Data;

/// <summary>One model's scores from several sources: an item's replicates stand in as many of them.</summary>
internal sealed class ModelMerge
{
    private readonly OrderedDictionary<string, List<(ImportedScore Score, ImportedRun Run)>> _parts = new(StringComparer.Ordinal);

    public void Add(ImportedRun run, ImportedScore score)
    {
        var named = score.Epochs.Count > 0 || run.Replicate is null ? score : score with { Epochs = [new(run.Replicate, score.Score)] };
        if (_parts.TryAdd(score.Item, [(named, run)])) return;
        var before = _parts[score.Item];
        if (run.Replicate is null || before[0].Run.Replicate is null || before.Any(part => part.Score.Epochs.Any(epoch => epoch.Name == run.Replicate)))
            throw new SparseEvalException($"Model '{run.Model}' has a second score on item '{score.Item}' in '{ImportedHistory.Origin(run)}'; the first is in '{ImportedHistory.Origin(before[0].Run)}'. Give each run once, or name the models apart with --model.");
        before.Add((named, run));
    }

    public IReadOnlyList<ImportedScore> Scores() => [.. _parts.Values.Select(parts => parts.Count == 1 ? parts[0].Score : Together([.. parts.Select(part => part.Score)]))];

    /// <summary>Score and each cost: the mean over the replicates that have it.</summary>
    private static ImportedScore Together(IReadOnlyList<ImportedScore> parts)
    {
        ImportedEpoch[] epochs = [.. parts.SelectMany(part => part.Epochs)];
        return RunCosts.Mean([.. parts.Select(RunCosts.Of)]).AddTo(parts[0] with { Score = epochs.Average(epoch => epoch.Score), Epochs = epochs });
    }
}
