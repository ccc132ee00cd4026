namespace SparseEval.Data;

/// <summary>Scores by model and item while neither number is known yet: 2 bits a cell as long as all are 0 or 1, 4 bytes from the first other one on.</summary>
internal sealed class PackedScores
{
    private readonly List<ulong[]> _present = [];
    private readonly List<ulong[]> _right = [];
    private List<float[]>? _graded;

    public bool Has(int model, int item)
    {
        if (_graded is { } graded) return model < graded.Count && item < graded[model].Length && !float.IsNaN(graded[model][item]);
        return model < _present.Count && item / 64 < _present[model].Length && (_present[model][item / 64] & (1UL << (item % 64))) != 0;
    }

    public void Set(int model, int item, double score)
    {
        if (_graded is null && score is not (0 or 1)) BecomeGraded();
        if (_graded is { } graded)
        {
            Grow(graded, model, item, float.NaN)[item] = (float)score;
            return;
        }
        Grow(_present, model, item / 64, 0UL)[item / 64] |= 1UL << (item % 64);
        if (score == 1) Grow(_right, model, item / 64, 0UL)[item / 64] |= 1UL << (item % 64);
    }

    /// <summary>Moves all scores into a builder, giving memory back model by model.</summary>
    public void MoveTo(ResponseMatrixBuilder builder, int items)
    {
        for (var m = 0; m < (_graded?.Count ?? _present.Count); m++)
        {
            for (var i = 0; i < items; i++)
                if (Has(m, i)) builder.Set(m, i, At(m, i));
            if (_graded is { } graded) graded[m] = [];
            else _present[m] = [];
            if (m < _right.Count) _right[m] = [];
        }
    }

    private double At(int model, int item)
    {
        if (_graded is { } graded) return graded[model][item];
        return model < _right.Count && item / 64 < _right[model].Length && (_right[model][item / 64] & (1UL << (item % 64))) != 0 ? 1 : 0;
    }

    private void BecomeGraded()
    {
        var graded = new List<float[]>();
        for (var m = 0; m < _present.Count; m++)
            for (var i = 0; i < 64 * _present[m].Length; i++)
                if (Has(m, i)) Grow(graded, m, i, float.NaN)[i] = (float)At(m, i);
        _graded = graded;
        _present.Clear();
        _right.Clear();
    }

    private static T[] Grow<T>(List<T[]> rows, int model, int place, T empty)
    {
        while (rows.Count <= model) rows.Add(model > 0 && rows.Count > 0 ? Filled(rows[^1].Length, empty) : []);
        if (place < rows[model].Length) return rows[model];
        var longer = Filled(Math.Max(place + 1, rows[model].Length * 3 / 2), empty);
        rows[model].CopyTo(longer, 0);
        return rows[model] = longer;
    }

    private static T[] Filled<T>(int length, T value)
    {
        var filled = new T[length];
        Array.Fill(filled, value);
        return filled;
    }
}
