namespace SparseEval;

/// <summary>Item means of both halves of past models, for many ways to part them at once; the history is read once.</summary>
internal sealed class HalvedHistory
{
    private const int MostHalvings = 400;
    private const int LeastHalvings = 40;
    private readonly double[][] _sums, _counts;
    private readonly double[] _all, _known;

    private HalvedHistory(int halvings, int items)
    {
        (_all, _known) = (new double[items], new double[items]);
        _sums = [.. Enumerable.Range(0, halvings).Select(_ => new double[items])];
        _counts = [.. Enumerable.Range(0, halvings).Select(_ => new double[items])];
    }

    public int Count => _sums.Length;

    /// <param name="history">Past models.</param>
    /// <param name="firsts">For each halving, whether a row of the history stands in its first half.</param>
    /// <param name="rows">Those that are parted.</param>
    public static HalvedHistory Of(ResponseMatrix history, IReadOnlyList<bool[]> firsts, IReadOnlyList<int> rows)
    {
        var items = history.ItemIds.Count;
        var halved = new HalvedHistory(firsts.Count, items);
        var (row, known) = (new double[items], new double[items]);
        foreach (var m in rows)
        {
            history.CopyModel(m, row);
            for (var i = 0; i < items; i++) (row[i], known[i]) = double.IsNaN(row[i]) ? (0, 0) : (row[i], 1);
            Vectors.Add(halved._all, row, 1);
            Vectors.Add(halved._known, known, 1);
            for (var h = 0; h < firsts.Count; h++)
            {
                if (!firsts[h][m]) continue;
                Vectors.Add(halved._sums[h], row, 1);
                Vectors.Add(halved._counts[h], known, 1);
            }
        }
        return halved;
    }

    /// <summary>Random halves of the same models; kin stay together but where the border parts them.</summary>
    /// <returns>Empty where fewer than 4 different models are there.</returns>
    public static IReadOnlyList<bool[]> Random(ResponseMatrix history, IReadOnlyList<int> order, int half, ulong seed)
    {
        var leaders = DistinctModels.Leaders(history);
        var groups = order.GroupBy(m => leaders[m]).Select(g => g.ToArray()).ToArray();
        if (groups.Length < 4) return [];
        double cells = order.Count * (double)history.ItemIds.Count;
        var halvings = (int)Math.Clamp(Math.Min(8e6 / history.ItemIds.Count, 2e9 / cells), LeastHalvings, MostHalvings);
        return [.. Enumerable.Range(0, halvings).Select(h =>
        {
            var stream = new SeededStream(seed, "halving", h);
            var first = new bool[history.Models.Count];
            foreach (var m in groups.Select(g => (Group: g, Key: stream.Uniform())).OrderBy(g => g.Key).SelectMany(g => g.Group).Take(half)) first[m] = true;
            return first;
        })];
    }

    /// <summary>Items with scores in both halves, and their means there.</summary>
    public (int[] Items, double[] First, double[] Second) Means(int halving)
    {
        var (sums, counts) = (_sums[halving], _counts[halving]);
        int[] items = [.. Enumerable.Range(0, _all.Length).Where(i => counts[i] > 0 && _known[i] > counts[i])];
        return (items, Array.ConvertAll(items, i => sums[i] / counts[i]), Array.ConvertAll(items, i => (_all[i] - sums[i]) / (_known[i] - counts[i])));
    }
}
