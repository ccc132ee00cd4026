using System.Collections;

namespace SparseEval.Data;

/// <summary>One run's scores in columns, a dozen bytes a cell; a score becomes an object only where it is asked for.</summary>
internal sealed class RunCells : IReadOnlyList<ImportedScore>
{
    private readonly SourceItems _names;
    private readonly CellOrder _order;
    private readonly CellColumn<double> _scores; // NaN where missing
    private readonly CellColumn<double>[] _costs;
    private readonly CellColumn<string?> _epochs;
    private readonly CellColumn<string?> _hashes;
    private readonly Dictionary<int, Replicates> _repeated = [];
    private CellPlaces? _places;

    public RunCells(SourceItems names)
    {
        int Expected() => names.Count;
        (_names, _order, _places) = (names, new(Expected), new(Expected));
        (_scores, _costs) = (new(double.NaN, Expected), [.. Enumerable.Range(0, 4).Select(_ => new CellColumn<double>(double.NaN, Expected))]);
        (_epochs, _hashes) = (new(null, Expected), new(null, Expected));
    }

    public int Count => _order.Count;

    /// <summary>The items of the source, to which <see cref="NumberOf"/> refers.</summary>
    public SourceItems Items => _names;

    /// <summary>True where the source says a hash of any question.</summary>
    public bool HasHashes { get; private set; }

    /// <summary>True where any item has several replicates.</summary>
    public bool HasReplicates => _repeated.Count > 0;

    public ImportedScore this[int cell]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)cell, (uint)Count, nameof(cell));
            var repeated = _repeated.GetValueOrDefault(cell);
            var costs = repeated?.Costs ?? CostsOf(cell);
            return new(_names[_order.ItemOf(cell)], ScoreOf(cell))
            {
                Epochs = repeated?.Epochs ?? [],
                InputTokens = costs.InputTokens,
                OutputTokens = costs.OutputTokens,
                Seconds = costs.Seconds,
                Usd = costs.Usd,
                QuestionHash = _hashes[cell],
            };
        }
    }

    /// <summary>Number of single scores, replicates counted.</summary>
    public long Scored => Enumerable.Range(0, Count).Sum(cell => _repeated.TryGetValue(cell, out var repeated) ? repeated.Epochs.Count(e => e.Score is not null) : ScoreOf(cell) is null ? 0L : 1);

    /// <summary>The items' scores in order, null where missing.</summary>
    public IEnumerable<double?> Scores => Enumerable.Range(0, Count).Select(ScoreOf);

    /// <summary>False where the epoch is there already, or one is numbered and another is not.</summary>
    public bool TryAdd(string item, string? epoch, double? score, RunCosts costs, Place place, out Place first)
    {
        var number = _names.NumberOf(item);
        if (_order.Find(number) is >= 0 and var cell) return TryRepeat(cell, epoch, score, costs, place, out first);
        cell = _order.Add(number);
        first = place;
        _places!.Set(cell, place);
        if (score is { } known) _scores[cell] = known;
        if (epoch is not null) _epochs[cell] = epoch;
        Cost(0, cell, costs.InputTokens);
        Cost(1, cell, costs.OutputTokens);
        Cost(2, cell, costs.Seconds);
        Cost(3, cell, costs.Usd);
        return true;
    }

    /// <summary>Number of a cell's item in <see cref="Items"/>.</summary>
    public int NumberOf(int cell) => _order.ItemOf(cell);

    public void SetHash(string item, string hash)
    {
        HasHashes = true;
        _hashes[_order.Find(_names.NumberOf(item))] = hash;
    }

    /// <summary>Gives back what only rows to come need.</summary>
    public void Seal() => _places = null;

    public IEnumerator<ImportedScore> GetEnumerator()
    {
        for (var cell = 0; cell < Count; cell++) yield return this[cell];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryRepeat(int cell, string? epoch, double? score, RunCosts costs, Place place, out Place first)
    {
        first = _places!.Of(cell);
        if (epoch is null || _epochs[cell] is not { } before) return false;
        if (_repeated.TryGetValue(cell, out var repeated)) return repeated.TryAdd(epoch, score, costs, place, out first);
        if (epoch == before) return false;
        repeated = new();
        var isAdded = repeated.TryAdd(before, ScoreOf(cell), CostsOf(cell), first, out _) && repeated.TryAdd(epoch, score, costs, place, out first);
        _repeated.Add(cell, repeated);
        return isAdded;
    }

    private void Cost(int kind, int cell, double? amount)
    {
        if (amount is { } known) _costs[kind][cell] = known;
    }

    private double? ScoreOf(int cell) => _repeated.Count > 0 && _repeated.TryGetValue(cell, out var repeated) ? repeated.Score : Known(_scores[cell]);

    private RunCosts CostsOf(int cell) => new(Known(_costs[0][cell]), Known(_costs[1][cell]), Known(_costs[2][cell]), Known(_costs[3][cell]));

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
