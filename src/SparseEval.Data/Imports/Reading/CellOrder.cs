namespace SparseEval.Data;

/// <summary>Which item a cell is of, in the order of their rows. As long as items come by number nothing is stored.</summary>
internal sealed class CellOrder(Func<int> expected)
{
    private CellColumn<int>? _items;
    private CellColumn<int>? _cells;

    public int Count { get; private set; }

    /// <summary>The cell of an item, or -1.</summary>
    public int Find(int item) => _cells is { } cells ? cells[item] : item < Count ? item : -1;

    public int ItemOf(int cell) => _items is { } items ? items[cell] : cell;

    /// <summary>The cell of an item that has none yet.</summary>
    public int Add(int item)
    {
        if (_items is null && item != Count) Store();
        if (_items is { } items && _cells is { } cells) (items[Count], cells[item]) = (item, Count);
        return Count++;
    }

    private void Store()
    {
        (_items, _cells) = (new(-1, expected), new(-1, expected));
        for (var i = 0; i < Count; i++) (_items[i], _cells[i]) = (i, i);
    }
}
