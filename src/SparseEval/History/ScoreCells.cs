namespace SparseEval;

/// <summary>Storage of a response matrix: 2 bits a cell while all scores are 0 or 1, 4 bytes a cell from the first other score on.</summary>
internal sealed class ScoreCells(int models, int items)
{
    private ulong[]? _present = new ulong[models * (long)Words(items)];
    private ulong[]? _right = new ulong[models * (long)Words(items)];
    private float[]? _graded;

    public bool IsBinary => _graded is null;

    /// <summary>NaN where missing.</summary>
    public double this[int model, int item]
    {
        get
        {
            if (_graded is { } graded) return graded[model * (long)items + item];
            var (word, bit) = Place(model, item);
            return (_present![word] & bit) == 0 ? double.NaN : (_right![word] & bit) == 0 ? 0 : 1;
        }
    }

    public bool Has(int model, int item) => !double.IsNaN(this[model, item]);

    public void Set(int model, int item, double score)
    {
        if (_graded is null && score is not (0 or 1)) BecomeGraded();
        if (_graded is { } graded)
        {
            graded[model * (long)items + item] = (float)score;
            return;
        }
        var (word, bit) = Place(model, item);
        _present![word] |= bit;
        if (score == 1) _right![word] |= bit;
        else _right![word] &= ~bit;
    }

    public ScoreCells SelectRows(IReadOnlyList<int> rows)
    {
        var selected = new ScoreCells(rows.Count, items);
        for (var r = 0; r < rows.Count; r++)
            for (var i = 0; i < items; i++)
                if (Has(rows[r], i)) selected.Set(r, i, this[rows[r], i]);
        return selected;
    }

    private static int Words(int items) => (items + 63) / 64;

    private (long Word, ulong Bit) Place(int model, int item) => (model * (long)Words(items) + item / 64, 1UL << (item % 64));

    private void BecomeGraded()
    {
        var graded = new float[models * (long)items];
        for (var m = 0; m < models; m++)
            for (var i = 0; i < items; i++)
                graded[m * (long)items + i] = (float)this[m, i];
        _graded = graded;
        _present = _right = null;
    }
}
