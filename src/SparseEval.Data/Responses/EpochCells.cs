namespace SparseEval.Data;

/// <summary>Collects rows of several epochs and hands on the mean of each model's scores on each item; a cell without any score is missing.</summary>
internal sealed class EpochCells(ResponseCells cells, Func<long, string> where)
{
    private readonly OrderedDictionary<(string Model, string Item), Cell> _cells = [];
    private readonly Dictionary<(string Model, string Item, string Epoch), long> _places = [];

    public void Add(string model, string item, string epoch, double? score, long place)
    {
        if (score is not (null or (>= 0 and <= 1))) throw cells.BadScore(model, item, FormattableString.Invariant($"{score}"), place);
        if (!_places.TryAdd((model, item, epoch), place))
            throw new SparseEvalException($"{where(place)}: model '{model}' has a second score on item '{item}' in epoch '{epoch}'; the first is at {where(_places[(model, item, epoch)])}. Number the epochs, or drop one.");
        var cell = _cells.TryGetValue((model, item), out var earlier) ? earlier : new(0, 0, place, epoch.Length > 0);
        if (cell.Numbered != epoch.Length > 0)
            throw new SparseEvalException($"{where(place)}: model '{model}' has one score on item '{item}' of an epoch and one without; the first is at {where(cell.Place)}. Number the epochs of both, or drop one.");
        _cells[(model, item)] = score is { } y ? cell with { Sum = cell.Sum + y, Count = cell.Count + 1 } : cell;
    }

    public void HandOn()
    {
        foreach (var ((model, item), cell) in _cells) cells.Add(model, item, cell.Count == 0 ? null : cell.Sum / cell.Count, cell.Place);
    }

    private readonly record struct Cell(double Sum, int Count, long Place, bool Numbered);
}
