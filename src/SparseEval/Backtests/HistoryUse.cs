namespace SparseEval;

/// <summary>Finds out whether a design with an estimator uses the history at all, by playing some draws without it.</summary>
internal sealed class HistoryUse(BacktestOptions options, FoldModels models)
{
    /// <summary>Draws of a piece that are played twice.</summary>
    private const int Tried = 3;

    private readonly Lazy<FoldModels> _without = new(models.WithoutHistory);
    private readonly bool[] _uses = new bool[options.Estimators.Count];
    private ModelDraws? _bare;
    private bool _isNew;

    /// <summary>Makes the same draw without the history, for the first draws of the piece.</summary>
    public void Try(ISamplingDesign design, int budget, ulong seed, int draw)
    {
        _isNew = draw < Tried && !_uses.All(u => u);
        if (!_isNew) return;
        try
        {
            _bare = ModelDraws.Of(design, _without.Value, budget, seed);
        }
        catch (SparseEvalException)
        {
            _bare = null;
        }
    }

    /// <summary>True once a draw or its estimates came out otherwise, or could not be made at all.</summary>
    public bool Is(ModelDraws drawn, int estimator, double[] values)
    {
        if (_isNew && !_uses[estimator]) _uses[estimator] = _bare is null || !SameItems(drawn, _bare) || !SameValues(_bare, estimator, values);
        return _uses[estimator];
    }

    private static bool SameItems(ModelDraws a, ModelDraws b) => a.Samples.Count == b.Samples.Count && a.Samples.Zip(b.Samples, (x, y) => x.Items.SequenceEqual(y.Items)).All(same => same);

    private bool SameValues(ModelDraws bare, int estimator, double[] values)
    {
        try
        {
            return bare.Estimate(options.Estimators[estimator], options.Estimation).Zip(values, (e, v) => Math.Abs(e.Value - v) <= 1e-12).All(same => same);
        }
        catch (SparseEvalException)
        {
            return false;
        }
    }
}
