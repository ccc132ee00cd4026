namespace SparseEval.Data;

/// <summary>One value a cell, which takes no memory before the first is given.</summary>
/// <param name="none">What cells have that were given none.</param>
/// <param name="expected">How many cells are likely in the end.</param>
internal sealed class CellColumn<T>(T none, Func<int> expected)
{
    private T[] _values = [];

    public T this[int cell]
    {
        get => cell < _values.Length ? _values[cell] : none;
        set
        {
            if (cell >= _values.Length) Grow(cell);
            _values[cell] = value;
        }
    }

    /// <summary>Doubles, until what is expected is near.</summary>
    private void Grow(int cell)
    {
        var (before, goal) = (_values.Length, expected());
        Array.Resize(ref _values, cell < goal && cell >= goal / 4 ? goal : Math.Max(cell + 1, Math.Max(16, before * 2)));
        Array.Fill(_values, none, before, _values.Length - before);
    }
}
