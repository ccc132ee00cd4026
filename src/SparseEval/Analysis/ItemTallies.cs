namespace SparseEval;

/// <summary>Sums over past models for each item, from which its quality follows.</summary>
internal sealed class ItemTallies
{
    private const int LeastModels = 4;
    private readonly ResponseMatrix _history;
    private readonly int[] _models;
    private readonly double[] _least, _most, _y, _yy, _r, _rr, _yr;
    private readonly (int Count, double Sum)[] _strong, _weak;
    private readonly NegativeItems _tests;

    private ItemTallies(ResponseMatrix history, (int Count, double Sum)[] totals)
    {
        (_history, _tests) = (history, new(history, totals));
        var items = history.ItemIds.Count;
        _models = new int[items];
        (_y, _yy, _r, _rr, _yr) = (new double[items], new double[items], new double[items], new double[items], new double[items]);
        (_least, _most) = (new double[items], new double[items]);
        Array.Fill(_least, double.PositiveInfinity);
        Array.Fill(_most, double.NegativeInfinity);
        (_strong, _weak) = (new (int, double)[items], new (int, double)[items]);
    }

    public static ItemTallies Of(ResponseMatrix history)
    {
        var row = new double[history.ItemIds.Count];
        var totals = new (int Count, double Sum)[history.Models.Count];
        for (var m = 0; m < totals.Length; m++)
        {
            history.CopyModel(m, row);
            foreach (var score in row) if (!double.IsNaN(score)) totals[m] = (totals[m].Count + 1, totals[m].Sum + score);
        }
        var tallies = new ItemTallies(history, totals);
        int[] ranked = [.. Enumerable.Range(0, totals.Length).Where(m => totals[m].Count > 0).OrderBy(m => totals[m].Sum / totals[m].Count).ThenBy(m => m)];
        var quarter = Math.Max(1, ranked.Length / 4);
        var (weak, strong) = (ranked.Take(quarter).ToHashSet(), ranked.TakeLast(quarter).ToHashSet());
        for (var m = 0; m < totals.Length; m++)
        {
            history.CopyModel(m, row);
            tallies.Add(row, totals[m], strong.Contains(m), weak.Contains(m));
        }
        return tallies;
    }

    private void Add(double[] row, (int Count, double Sum) total, bool isStrong, bool isWeak)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var y = row[i];
            if (double.IsNaN(y)) continue;
            (_least[i], _most[i]) = (Math.Min(_least[i], y), Math.Max(_most[i], y));
            var rest = total.Count > 1 ? (total.Sum - y) / (total.Count - 1) : 0;
            _models[i]++;
            _y[i] += y;
            _yy[i] += y * y;
            _r[i] += rest;
            _rr[i] += rest * rest;
            _yr[i] += y * rest;
            if (isStrong) _strong[i] = (_strong[i].Count + 1, _strong[i].Sum + y);
            if (isWeak) _weak[i] = (_weak[i].Count + 1, _weak[i].Sum + y);
        }
    }

    public IReadOnlyList<ItemQuality> Judge(double rate)
    {
        var discrimination = Enumerable.Range(0, _models.Length).Select(Discrimination).ToArray();
        var values = _tests.PValues();
        var negative = NegativeItems.Found([.. values.Select((p, i) => discrimination[i] is null ? null : p)], rate);
        return [.. Enumerable.Range(0, _models.Length).Select(i => new ItemQuality(_history.ItemIds[i], _models[i], Mean(_models[i], _y[i]), discrimination[i],
            Mean(_strong[i].Count, _strong[i].Sum), Mean(_weak[i].Count, _weak[i].Sum), Flaw(i, negative.Contains(i))) { PValue = values[i], DistinctModels = _tests.Distinct })];
    }

    private ItemFlaw Flaw(int i, bool negative)
    {
        if (_models[i] > 1 && _least[i] == _most[i]) return ItemFlaw.Dead;
        if (!negative) return ItemFlaw.None;
        return Mean(_strong[i].Count, _strong[i].Sum) is { } strong && Mean(_weak[i].Count, _weak[i].Sum) is { } weak && strong < 0.5 && strong < weak
            ? ItemFlaw.SuspectedKey : ItemFlaw.NegativeDiscrimination;
    }

    private double? Discrimination(int i)
    {
        double n = _models[i];
        if (n < LeastModels || _least[i] == _most[i]) return null;
        var (vy, vr) = (_yy[i] - _y[i] * _y[i] / n, _rr[i] - _r[i] * _r[i] / n);
        return vy <= 1e-12 * n || vr <= 1e-12 * n ? null : Math.Clamp((_yr[i] - _y[i] * _r[i] / n) / Math.Sqrt(vy * vr), -1, 1);
    }

    private static double? Mean(int count, double sum) => count > 0 ? sum / count : null;
}
