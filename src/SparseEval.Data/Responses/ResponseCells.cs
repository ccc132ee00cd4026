namespace SparseEval.Data;

/// <summary>Collects scores in file order, then makes the matrix; models and items stand in order of first appearance.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="where">Says in words where a place (line or row) is.</param>
/// <param name="mostWithPlaces">Above this many rows they are packed to a few bits each, and a duplicate's first place is no longer known.</param>
internal sealed class ResponseCells(string path, Func<long, string> where, int mostWithPlaces = 1 << 22)
{
    private readonly Dictionary<string, int> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];
    private readonly HashSet<(int, int)> _missing = [];
    private PackedScores? _packed;
    private long _scored;

    /// <summary>Models whose rows are kept; null keeps all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>Takes one row; a null score is a cell that is missing.</summary>
    public void Add(string model, string item, double? score, long place)
    {
        if (Only is { } kept && !kept.Contains(model)) return;
        if (string.IsNullOrWhiteSpace(model)) throw new SparseEvalException($"{where(place)}: the model's name is empty. Name the model in every row.");
        if (string.IsNullOrWhiteSpace(item)) throw new SparseEvalException($"{where(place)}: the item's id is empty. Name the item in every row.");
        if (score is not (null or (>= 0 and <= 1))) throw BadScore(model, item, FormattableString.Invariant($"{score}"), place);
        var cell = new Cell(IndexOf(_models, model), IndexOf(_items, item), score ?? double.NaN, place);
        if (score is null && !_missing.Add((cell.Model, cell.Item))) throw Duplicate(cell);
        if (_packed is not null)
        {
            Pack(cell);
            return;
        }
        _cells.Add(cell);
        if (_cells.Count < mostWithPlaces) return;
        _packed = new();
        foreach (var earlier in _cells) Pack(earlier);
        _cells.Clear();
        _cells.TrimExcess();
    }

    private void Pack(Cell cell)
    {
        if (_packed!.Has(cell.Model, cell.Item) || (!double.IsNaN(cell.Score) && _missing.Contains((cell.Model, cell.Item)))) throw Duplicate(cell);
        if (double.IsNaN(cell.Score)) return;
        _packed.Set(cell.Model, cell.Item, cell.Score);
        _scored++;
    }

    public SparseEvalException BadScore(string model, string item, string fault, long place) =>
        new($"{where(place)}: model '{model}' has score {fault} on item '{item}'. {ScoreText.Advice}.");

    /// <summary>Every cell in the double precision of the file, model after model, a missing one without score; only where no place was packed away.</summary>
    public IReadOnlyList<ResponseRow> Rows()
    {
        var matrix = Build(); // finds what is given twice
        var exact = _cells.Where(cell => !double.IsNaN(cell.Score)).ToDictionary(cell => (cell.Model, cell.Item), cell => cell.Score);
        return [.. matrix.Models.Index().SelectMany(model => matrix.ItemIds.Index().Select(item => new ResponseRow(model.Item, item.Item, exact.TryGetValue((model.Index, item.Index), out var score) ? score : null)))];
    }

    public ResponseMatrix Build()
    {
        if (_packed is null ? _cells.Count == _missing.Count : _scored == 0) throw new SparseEvalException($"'{path}' holds no scores.");
        var builder = new ResponseMatrixBuilder([.. _models.Keys], [.. _items.Keys]);
        _packed?.MoveTo(builder, _items.Count);
        foreach (var cell in _cells)
        {
            if (double.IsNaN(cell.Score)) continue;
            if (_missing.Contains((cell.Model, cell.Item))) throw Duplicate(cell);
            try
            {
                builder.Set(cell.Model, cell.Item, cell.Score);
            }
            catch (SparseEvalException)
            {
                throw Duplicate(cell); // ranges were checked as the rows came
            }
        }
        return builder.Build();
    }

    private static int IndexOf(Dictionary<string, int> names, string name)
    {
        if (names.TryGetValue(name, out var index)) return index;
        names.Add(name, names.Count);
        return names.Count - 1;
    }

    private SparseEvalException Duplicate(Cell cell)
    {
        var places = _cells.Where(c => c.Model == cell.Model && c.Item == cell.Item).Select(c => c.Place).Take(2).ToList();
        var first = places.Count > 1 ? $"the first is at {where(places[0])}" : "the first is further up";
        var (model, item) = (_models.First(m => m.Value == cell.Model).Key, _items.First(i => i.Value == cell.Item).Key);
        return new SparseEvalException($"{where(places.Count > 1 ? places[1] : cell.Place)}: model '{model}' has a second score on item '{item}'; {first}. " +
            "Average replicates first, or drop one.");
    }

    private readonly record struct Cell(int Model, int Item, double Score, long Place);
}
