namespace SparseEval;

/// <summary>Tests each item for models that score lower on it the higher they score elsewhere.</summary>
/// <param name="history">Past models.</param>
/// <param name="totals">Number and sum of each model's scores.</param>
internal sealed class NegativeItems(ResponseMatrix history, (int Count, double Sum)[] totals)
{
    /// <summary>Fewest models, each counted once, that score otherwise than the most usual score of an item: with fewer one lucky model decides.</summary>
    private const int LeastOthers = 3;

    private readonly int[] _distinct = [.. DistinctModels.Leaders(history).Distinct().Order()];
    private readonly RankTest _test = new();

    /// <summary>Number of models that count, kin counted once.</summary>
    public int Distinct => _distinct.Length;

    /// <summary>One p-value for each item; null where too few models tell.</summary>
    public double?[] PValues()
    {
        var values = new double?[history.ItemIds.Count];
        var (rest, scores) = (new double[_distinct.Length], new double[_distinct.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            var count = 0;
            foreach (var m in _distinct)
            {
                if (history[m, i] is not { } score || totals[m].Count < 2) continue;
                (rest[count], scores[count]) = ((totals[m].Sum - score) / (totals[m].Count - 1), score);
                count++;
            }
            if (count == 0 || count - scores.Take(count).GroupBy(y => y).Max(g => g.Count()) < LeastOthers) continue;
            Array.Sort(rest, scores, 0, count);
            values[i] = _test.FallingP(scores[..count]);
        }
        return values;
    }

    /// <summary>Benjamini and Hochberg: p_(k) at most k rate / K, for the largest such k among the K items that were tested.</summary>
    public static HashSet<int> Found(double?[] values, double rate)
    {
        var tests = values.Index().Where(v => v.Item.HasValue).OrderBy(v => v.Item).ThenBy(v => v.Index).ToArray();
        var kept = tests.Length;
        while (kept > 0 && tests[kept - 1].Item > kept * rate / tests.Length) kept--;
        return [.. tests.Take(kept).Select(t => t.Index)];
    }
}
