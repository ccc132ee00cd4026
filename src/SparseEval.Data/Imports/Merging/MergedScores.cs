using System.Collections;

namespace SparseEval.Data;

/// <summary>The scores of several models one after another, none of them copied.</summary>
internal sealed class MergedScores : IReadOnlyList<(string Model, ImportedScore Score)>
{
    private readonly IReadOnlyList<(string Model, IReadOnlyList<ImportedScore> Scores)> _models;
    private readonly int[] _ends;

    public MergedScores(IReadOnlyList<(string Model, IReadOnlyList<ImportedScore> Scores)> models)
    {
        (_models, _ends) = (models, new int[models.Count]);
        for (var m = 0; m < _ends.Length; m++) _ends[m] = checked((m > 0 ? _ends[m - 1] : 0) + models[m].Scores.Count);
    }

    /// <summary>Each model once, in the order of first appearance.</summary>
    public IReadOnlyList<(string Model, IReadOnlyList<ImportedScore> Scores)> Models => _models;

    public int Count => _ends.Length == 0 ? 0 : _ends[^1];

    public (string Model, ImportedScore Score) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var m = Array.BinarySearch(_ends, index + 1);
            if (m < 0) m = ~m;
            while (m > 0 && _ends[m - 1] > index) m--; // a model without scores ends where the one before it does
            return (_models[m].Model, _models[m].Scores[index - (m > 0 ? _ends[m - 1] : 0)]);
        }
    }

    public IEnumerator<(string Model, ImportedScore Score)> GetEnumerator()
    {
        foreach (var (model, scores) in _models)
            foreach (var score in scores) yield return (model, score);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Sorted as a history's file is: by model, then item, both by their bytes in UTF-8.</summary>
    public IEnumerable<(string Model, ImportedScore Score)> Sorted(IEnumerable<string> items)
    {
        var ranks = items.Order(Utf8Order.Comparer).Select((item, rank) => (item, rank)).ToDictionary(pair => pair.item, pair => pair.rank, StringComparer.Ordinal);
        var bySource = new Dictionary<SourceItems, int[]>();
        foreach (var (model, scores) in _models.OrderBy(pair => pair.Model, Utf8Order.Comparer))
        {
            var keys = Keys(scores, ranks, bySource);
            int[] order = [.. Enumerable.Range(0, keys.Length)];
            Array.Sort(keys, order);
            foreach (var i in order) yield return (model, scores[i]);
        }
    }

    /// <summary>Each score's rank among all items; those of a source are looked up by name once for all its models.</summary>
    private static int[] Keys(IReadOnlyList<ImportedScore> scores, Dictionary<string, int> ranks, Dictionary<SourceItems, int[]> bySource)
    {
        if (scores is not RunCells cells) return [.. scores.Select(score => ranks[score.Item])];
        if (!bySource.TryGetValue(cells.Items, out var byNumber)) bySource.Add(cells.Items, byNumber = [.. Enumerable.Range(0, cells.Items.Count).Select(number => ranks.GetValueOrDefault(cells.Items[number], -1))]);
        return [.. Enumerable.Range(0, cells.Count).Select(cell => byNumber[cells.NumberOf(cell)])];
    }
}
