namespace SparseEval;

/// <summary>A stream watched by betting; with factors of the history the signals carry predictions, refitted on past scores alone.</summary>
internal sealed class BettingRun : ISequenceRun
{
    private const int FirstFit = 10;
    private const double Growth = 1.1;

    private readonly SequencePlan _plan;
    private readonly string _kind;
    private readonly SignalStream _stream;
    private readonly Wealth _wealth;
    private readonly FactorRegression? _regression;
    private int _nextFit = FirstFit;

    public BettingRun(SequencePlan plan, BettingOptions options, string kind, ItemFactors? factors)
    {
        (_plan, _kind, _stream) = (plan, kind, new(plan));
        _wealth = new(1 - plan.Confidence, options, bolder: factors is not null);
        if (factors is { Count: > 0 }) _regression = new(factors);
    }

    public int Count => _stream.Count;

    public double Value => _stream.Value;

    public IReadOnlyList<Diagnostic> Diagnostics => [];

    public ConfidenceInterval Interval => Clip(_wealth.Ends());

    /// <summary>Cheap ends on the grid, outside those of <see cref="Interval"/> by less than a thousandth.</summary>
    public ConfidenceInterval Rough => Clip(_wealth.Rough);

    public bool Rejects(double value) => _wealth.Rejects(value);

    public void Add(int item, double score)
    {
        _wealth.Add(_stream.Add(item, score));
        if (_regression is null || Count < _nextFit || _stream.IsCensus) return;
        _nextFit = (int)Math.Ceiling(Count * Growth);
        var seen = Enumerable.Range(0, _stream.Scores.Count).Where(i => !double.IsNaN(_stream.Scores[i])).ToArray();
        var fit = _regression.Fit(seen, Array.ConvertAll(seen, i => _stream.Scores[i]));
        _stream.Predict(fit.Predictions(), [.. seen.Select((item, k) => (item, fit.DeletedResiduals[k]))]);
    }

    private ConfidenceInterval Clip((double Lower, double Upper) ends) =>
        new(Math.Clamp(ends.Lower, _stream.LowerBound, _stream.UpperBound), Math.Clamp(ends.Upper, _stream.LowerBound, _stream.UpperBound), _plan.Confidence, _kind);
}
