using SparseEval.Cli.Output;
using SparseEval.Data;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Says where items are averaged over fewer epochs than others: what failed may be what the model got wrong.</summary>
internal static class FewerEpochs
{
    /// <summary>Null where all items with a score have as many scored epochs. An item without any score is told elsewhere.</summary>
    /// <param name="items">Id and epochs of each item that counts; null stands for one score.</param>
    /// <param name="place">The file, where there are several.</param>
    public static Diagnostic? Remark(IEnumerable<(string Id, IReadOnlyList<double?>? Epochs)> items, string? place = null)
    {
        List<(string Id, int Scored)> counted = [.. items.Select(item => (item.Id, item.Epochs?.Count(score => score is not null) ?? 1)).Where(item => item.Item2 > 0)];
        if (counted.Count == 0) return null;
        var most = counted.Max(item => item.Scored);
        List<(string Id, int Scored)> fewer = [.. counted.Where(item => item.Scored < most)];
        return fewer.Count == 0 ? null : new("SPE0071", DiagnosticSeverity.Warning, $"{(place is null ? "" : $"'{place}': ")}{fewer.Count} of {Quantity.Of(counted.Count, "item")} have fewer scored epochs than the {most} of others, " +
            $"'{fewer[0].Id}' first with {fewer[0].Scored}. The score of each is the mean of the epochs that it has; if epochs fail because the item is hard, it is too high. Score the missing epochs too.");
    }

    /// <summary>Of a scores file; records hold no item of which an epoch failed.</summary>
    public static Diagnostic? Remark(ScoreSource source, SharedSample shared) => !source.IsFile || source.EpochScores is not { } epochs ? null
        : Remark(shared.Sample.Items.Select(item => shared.Sample.Frame.Benchmark.Items[item.Index].Id).Where(epochs.ContainsKey).Select(id => (id, (IReadOnlyList<double?>?)epochs[id])), source.Place);

    /// <summary>Of the items of a sample.</summary>
    public static Diagnostic? Remark(Sample sample, IReadOnlyList<ItemScore> scores)
    {
        if (scores.All(score => score.Epochs is null)) return null;
        var drawn = sample.Items.Select(item => sample.Frame.Benchmark.Items[item.Index].Id).ToHashSet(StringComparer.Ordinal);
        return Remark(scores.Where(score => drawn.Contains(score.Id) && score.Score is not null).Select(score => (score.Id, score.Epochs)));
    }
}
