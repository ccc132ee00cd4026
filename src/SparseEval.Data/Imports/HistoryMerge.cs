namespace SparseEval.Data;

/// <summary>Puts runs together item by item.</summary>
internal sealed class HistoryMerge(bool severalTasks)
{
    private readonly OrderedDictionary<(string Model, string Item), (ImportedScore Score, ImportedRun Run)> _scores = [];
    private readonly OrderedDictionary<string, Item?> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Hash, ImportedRun Run)> _hashes = new(StringComparer.Ordinal);

    public void Add(ImportedRun run)
    {
        foreach (var score in run.Scores)
        {
            var id = Id(run, score.Item);
            Check(run, id, score.QuestionHash);
            if (!_items.TryGetValue(id, out var known)) _items.Add(id, null);
            if (known is null && run.Items.TryGetValue(score.Item, out var item)) _items[id] = ItemText.Renamed(item, id);
            var named = score with { Item = id, Epochs = score.Epochs.Count > 0 || run.Replicate is null ? score.Epochs : [new(run.Replicate, score.Score)] };
            if (!_scores.TryAdd((run.Model, id), (named, run))) _scores[(run.Model, id)] = (Together(run, named), run);
        }
    }

    public IReadOnlyList<(string, ImportedScore)> Scores() => [.. _scores.Select(pair => (pair.Key.Model, pair.Value.Score))];

    public IReadOnlyList<Item> Items() => [.. _items.Select(pair => pair.Value ?? new Item(pair.Key))];

    /// <summary>Ids of several tasks are kept apart by the task's name.</summary>
    private string Id(ImportedRun run, string item) => !severalTasks || run.Task.Length == 0 || item.StartsWith($"{run.Task}/", StringComparison.Ordinal) ? item : $"{run.Task}/{item}";

    private ImportedScore Together(ImportedRun run, ImportedScore now)
    {
        var (before, other) = _scores[(run.Model, now.Item)];
        if (run.Replicate is null || other.Replicate is null || before.Epochs.Any(epoch => epoch.Name == run.Replicate))
            throw new SparseEvalException($"Model '{run.Model}' has a second score on item '{now.Item}' in '{ImportedHistory.Origin(run)}'; the first is in '{ImportedHistory.Origin(other)}'. Give each run once, or name the models apart with --model.");
        ImportedEpoch[] epochs = [.. before.Epochs, .. now.Epochs];
        return before with
        {
            Score = epochs.Average(epoch => epoch.Score),
            Epochs = epochs,
            InputTokens = Mean(before.InputTokens, now.InputTokens, before.Epochs.Count),
            OutputTokens = Mean(before.OutputTokens, now.OutputTokens, before.Epochs.Count),
            Seconds = Mean(before.Seconds, now.Seconds, before.Epochs.Count),
            Usd = Mean(before.Usd, now.Usd, before.Epochs.Count),
        };
    }

    private static double? Mean(double? before, double? now, int count) => before is null ? now : now is null ? before : (before * count + now) / (count + 1);

    private void Check(ImportedRun run, string item, string? hash)
    {
        if (hash is null || _hashes.TryAdd(item, (hash, run)) || _hashes[item].Hash == hash) return;
        throw new SparseEvalException($"Item '{item}' is another question in '{ImportedHistory.Origin(run)}' than in '{ImportedHistory.Origin(_hashes[item].Run)}': their hashes differ. Models of one history must have been asked the same questions.");
    }
}
