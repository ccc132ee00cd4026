namespace SparseEval.Data;

/// <summary>Puts runs together item by item.</summary>
internal sealed class HistoryMerge(bool severalTasks)
{
    private readonly OrderedDictionary<string, List<ImportedRun>> _runs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Item?> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Hash, ImportedRun Run)> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceItems, HashSet<int>> _seen = [];
    private readonly OrderedDictionary<string, (string First, string Other)> _recategorized = new(StringComparer.Ordinal);

    /// <summary>Null where every item is of one category in all rows and sources.</summary>
    public Diagnostic? Recategorized => _recategorized.Count == 0 ? null : new("SPE0075", DiagnosticSeverity.Warning,
        $"{(_recategorized.Count == 1 ? "1 item is" : $"{_recategorized.Count} items are")} of another category in one row than in another, '{_recategorized.GetAt(0).Key}' first: " +
        $"'{_recategorized.GetAt(0).Value.First}' and '{_recategorized.GetAt(0).Value.Other}'. The first counts.");

    public void Add(ImportedRun run)
    {
        if (!_runs.TryGetValue(run.Model, out var ofModel)) _runs.Add(run.Model, ofModel = []);
        ofModel.Add(run);
        if (run.Scores is RunCells { HasHashes: false } cells) AddNew(run, cells);
        else
            foreach (var score in run.Scores) AddItem(run, score.Item, score.QuestionHash);
    }

    /// <summary>Models of one source share its items, each of which is looked at once for a task.</summary>
    private void AddNew(ImportedRun run, RunCells cells)
    {
        var seen = severalTasks ? [] : _seen.TryGetValue(cells.Items, out var before) ? before : _seen[cells.Items] = [];
        for (var cell = 0; cell < cells.Count; cell++)
            if (seen.Add(cells.NumberOf(cell))) AddItem(run, cells.Items[cells.NumberOf(cell)], null);
    }

    private void AddItem(ImportedRun run, string item, string? hash)
    {
        var id = Id(run, item);
        Check(run, id, hash);
        if (!_items.TryGetValue(id, out var known)) _items.Add(id, null);
        if (!run.Items.TryGetValue(item, out var described)) return;
        if (known is null) _items[id] = ItemText.Renamed(described, id);
        if ((run.Scores as RunCells)?.Items is not { CategoryField: { } field } source) return;
        if (source.Recategorized.TryGetValue(item, out var two)) _recategorized.TryAdd(id, two);
        if (known?.Fields.GetValueOrDefault(field) is { } first && described.Fields.GetValueOrDefault(field) is { } other && first != other) _recategorized.TryAdd(id, (first, other));
    }

    public MergedScores Scores() => new([.. _runs.Select(pair => (pair.Key, OfModel(pair.Value)))]);

    public IReadOnlyList<Item> Items() => [.. _items.Select(pair => pair.Value ?? new Item(pair.Key))];

    /// <summary>A single run of which an importer has seen that no item is in it twice is taken as it is.</summary>
    private IReadOnlyList<ImportedScore> OfModel(List<ImportedRun> runs)
    {
        if (!severalTasks && runs is [{ Replicate: null, Scores: RunCells cells }]) return cells;
        var merge = new ModelMerge();
        foreach (var run in runs)
            foreach (var score in run.Scores) merge.Add(run, score with { Item = Id(run, score.Item) });
        return merge.Scores();
    }

    /// <summary>Ids of several tasks are kept apart by the task's name.</summary>
    private string Id(ImportedRun run, string item) => !severalTasks || run.Task.Length == 0 || item.StartsWith($"{run.Task}/", StringComparison.Ordinal) ? item : $"{run.Task}/{item}";

    private void Check(ImportedRun run, string item, string? hash)
    {
        if (hash is null || _hashes.TryAdd(item, (hash, run)) || _hashes[item].Hash == hash) return;
        throw new SparseEvalException($"Item '{item}' is another question in '{ImportedHistory.Origin(run)}' than in '{ImportedHistory.Origin(_hashes[item].Run)}': their hashes differ. Models of one history must have been asked the same questions.");
    }
}
