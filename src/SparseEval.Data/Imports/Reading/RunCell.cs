namespace SparseEval.Data;

/// <summary>Collects the replicates of one item.</summary>
internal sealed class RunCell(string item, string where)
{
    private readonly List<ImportedEpoch> _epochs = [];
    private readonly List<RunCosts> _costs = [];
    private Dictionary<string, string>? _places;

    public string Where => where;

    public string? Hash { get; set; }

    public bool IsNumbered { get; private set; }

    /// <summary>False where the epoch is there already, or one is numbered and another is not.</summary>
    public bool TryAdd(string? epoch, double? score, RunCosts costs, string place, out string first)
    {
        first = where;
        if (_epochs.Count > 0 && (epoch is null || !IsNumbered)) return false;
        if (epoch is not null && _epochs.Count > 0)
        {
            _places ??= new(StringComparer.Ordinal) { [_epochs[0].Name] = where };
            if (!_places.TryAdd(epoch, place))
            {
                first = _places[epoch];
                return false;
            }
        }
        IsNumbered = epoch is not null;
        _epochs.Add(new(epoch ?? "", score));
        _costs.Add(costs);
        return true;
    }

    public ImportedScore Score() => new(item, _epochs.Average(e => e.Score))
    {
        Epochs = _epochs.Count > 1 ? _epochs : [],
        InputTokens = _costs.Average(c => c.InputTokens),
        OutputTokens = _costs.Average(c => c.OutputTokens),
        Seconds = _costs.Average(c => c.Seconds),
        Usd = _costs.Average(c => c.Usd),
        QuestionHash = Hash,
    };

    public IReadOnlyList<ImportedEpoch> Epochs => _epochs;
}
