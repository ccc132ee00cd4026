using System.Numerics;

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

    /// <summary>Scores from <paramref name="first"/> on, NaN where missing; 64 cells at a time.</summary>
    public void Copy(int model, int first, Span<double> target)
    {
        if (_graded is { } graded)
        {
            for (var (i, from) = (0, model * (long)items + first); i < target.Length; i++) target[i] = graded[from + i];
            return;
        }
        var row = model * (long)Words(items);
        for (var i = 0; i < target.Length;)
        {
            var (word, shift) = ((first + i) / 64, (first + i) % 64);
            var count = Math.Min(64 - shift, target.Length - i);
            Unpack(_present![row + word] >> shift, _right![row + word] >> shift, target.Slice(i, count));
            i += count;
        }
    }

    private static void Unpack(ulong present, ulong right, Span<double> target)
    {
        for (var i = 0; i < target.Length; i++) target[i] = (right >> i) & 1;
        if (BitOperations.TrailingZeroCount(~present) >= target.Length) return;
        for (var i = 0; i < target.Length; i++)
            if (((present >> i) & 1) == 0) target[i] = double.NaN;
    }

    public ScoreCells SelectRows(IReadOnlyList<int> rows)
    {
        var selected = new ScoreCells(rows.Count, items);
        var words = Words(items);
        if (_graded is { } graded)
        {
            selected.BecomeGraded();
            for (var r = 0; r < rows.Count; r++) Array.Copy(graded, rows[r] * (long)items, selected._graded!, r * (long)items, items);
            return selected;
        }
        for (var r = 0; r < rows.Count; r++)
        {
            Array.Copy(_present!, rows[r] * (long)words, selected._present!, r * (long)words, words);
            Array.Copy(_right!, rows[r] * (long)words, selected._right!, r * (long)words, words);
        }
        return selected;
    }

    public ScoreCells SelectColumns(int[] columns)
    {
        var selected = new ScoreCells(models, columns.Length);
        if (_graded is not null) selected.BecomeGraded();
        for (var m = 0; m < models; m++)
            for (var i = 0; i < columns.Length; i++)
                if (this[m, columns[i]] is var score && !double.IsNaN(score)) selected.Set(m, i, score);
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
