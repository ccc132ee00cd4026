namespace SparseEval.Data;

/// <summary>Where each cell's row stands: a number, as long as all are rows of one file.</summary>
internal sealed class CellPlaces(Func<int> expected)
{
    private readonly CellColumn<int> _rows = new(0, expected);
    private readonly CellColumn<string?> _origins = new(null, expected);
    private string? _origin;

    public void Set(int cell, Place place)
    {
        _origin ??= place.Origin;
        if (place.Number > 0) _rows[cell] = place.Number;
        if (!ReferenceEquals(place.Origin, _origin)) _origins[cell] = place.Origin;
    }

    public Place Of(int cell) => new(_origins[cell] ?? _origin ?? "", _rows[cell]);
}
