namespace SparseEval.Data;

/// <summary>The replicates of one item that has several.</summary>
internal sealed class Replicates
{
    private readonly List<ImportedEpoch> _epochs = [];
    private readonly List<RunCosts> _costs = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<ImportedEpoch> Epochs => _epochs;

    /// <summary>Mean of those that have one.</summary>
    public double? Score => _epochs.Average(epoch => epoch.Score);

    /// <summary>Mean of those that say it, each for itself.</summary>
    public RunCosts Costs => RunCosts.Mean(_costs);

    /// <summary>False where the replicate is there already.</summary>
    public bool TryAdd(string epoch, double? score, RunCosts costs, Place place, out Place first)
    {
        first = default;
        if (!_places.TryAdd(epoch, place))
        {
            first = _places[epoch];
            return false;
        }
        _epochs.Add(new(epoch, score));
        _costs.Add(costs);
        return true;
    }
}
