namespace SparseEval.Data;

/// <summary>Runs of one or several models put together: one history, one list of items.</summary>
public sealed record ImportedHistory
{
    private ImportedHistory() { }

    private MergedScores Merged { get; init; } = new([]);

    /// <summary>The runs as they were read.</summary>
    public required IReadOnlyList<ImportedRun> Runs { get; init; }

    /// <summary>One score a model and item, model after model, replicates of several files put together.</summary>
    public IReadOnlyList<(string Model, ImportedScore Score)> Scores => Merged;

    /// <summary>Files in the folders that were read which gave no scores, by reason.</summary>
    public IReadOnlyList<SkippedFiles> Skipped => [.. Runs.SelectMany(run => run.Skipped)];

    /// <summary>The items in the order of first appearance, each with what any source says of it; an item of which nothing is known has its id alone.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>What a reader must know of the whole; remarks on single runs are theirs.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private init; } = [];

    internal int Models => Merged.Models.Count;

    internal bool HasReplicates => Merged.Models.Any(model => model.Scores is RunCells cells ? cells.HasReplicates : model.Scores.Any(score => score.Epochs.Count > 0));

    /// <summary>Puts runs together.</summary>
    /// <exception cref="SparseEvalException">
    /// Runs are of several metrics, a model has two scores on an item that are not named replicates, two files are copies of one another, or the
    /// sources' own hashes say that two models were asked different questions under one id.
    /// </exception>
    public static ImportedHistory Merge(IReadOnlyList<ImportedRun> runs)
    {
        if (runs.Count == 0) throw new SparseEvalException("There are no runs to put together.");
        RefuseCopies(runs);
        if (runs.Select(run => run.Metric).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } metrics)
            throw new SparseEvalException($"The sources are scored by several metrics: {string.Join(", ", metrics.Select(metric => $"{metric} ({Origin(runs.First(run => run.Metric == metric))})"))}. A history holds one: choose it with --metric, or import them apart.");
        var merge = new HistoryMerge(severalTasks: runs.Select(run => run.Task).Distinct(StringComparer.Ordinal).Count() > 1);
        foreach (var run in runs) merge.Add(run);
        var history = new ImportedHistory { Runs = runs, Merged = merge.Scores(), Items = merge.Items() };
        history = history with { Diagnostics = [.. AlikeNames.Remarks(history.Items.Select(item => item.Id), runs.Select(run => run.Model).Distinct(StringComparer.Ordinal)), .. merge.Recategorized is { } recategorized ? [recategorized] : Array.Empty<Diagnostic>()] };
        return history.Scores.Any(row => row.Score.Score is not null) ? history : throw new SparseEvalException($"The sources hold no scores ({string.Join(", ", runs.Select(Origin))}).");
    }

    /// <summary>Rows of the history's file: means over replicates, tokens rounded.</summary>
    public IEnumerable<ResponseRow> Rows() => Scores.Select(Row);

    /// <summary>The same, sorted by model, then item.</summary>
    internal IEnumerable<ResponseRow> SortedRows() => Merged.Sorted(Items.Select(item => item.Id)).Select(Row);

    internal static string Origin(ImportedRun run) => run.Files[0].Path;

    private static ResponseRow Row((string Model, ImportedScore Score) row) => new(row.Model, row.Score.Item, row.Score.Score, Tokens(row.Score.InputTokens), Tokens(row.Score.OutputTokens), null, row.Score.Seconds);

    private static long? Tokens(double? mean) => mean is { } tokens ? (long)Math.Round(tokens) : null;

    private static void RefuseCopies(IReadOnlyList<ImportedRun> runs)
    {
        foreach (var group in runs.Select(run => run.Files[0]).DistinctBy(file => Path.GetFullPath(file.Path)).GroupBy(file => file.Sha256, StringComparer.Ordinal))
            if (group.Skip(1).FirstOrDefault() is { } copy) throw new SparseEvalException($"'{copy.Path}' is a byte-identical copy of '{group.First().Path}'. Give one of them.");
    }
}
