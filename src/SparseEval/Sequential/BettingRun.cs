namespace SparseEval;

/// <summary>A stream watched by betting; with factors of the history the signals carry predictions, refitted on past scores alone.</summary>
internal sealed class BettingRun : ISequenceRun
{
    private const int FirstFit = 10;
    private const double Growth = 1.1;

    /// <summary>Predictions are used while their squared errors, each item predicted without itself, stay below this share of the scores' own: they widen the range of what can come.</summary>
    private const double LeastGain = 0.92;

    private readonly List<int> _seen = [];
    private readonly SequencePlan _plan;
    private readonly string _kind;
    private readonly SignalStream _stream;
    private readonly Wealth _wealth;
    private readonly FactorRegression? _regression;
    private int _nextFit = FirstFit;

    public BettingRun(SequencePlan plan, BettingOptions options, string kind, ItemFactors? factors)
    {
        (_plan, _kind, _stream) = (plan, kind, new(plan));
        _wealth = new(1 - plan.Confidence, options);
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
        _seen.Add(item);
        if (_regression is null || Count < _nextFit || _stream.IsCensus) return;
        _nextFit = (int)Math.Ceiling(Count * Growth);
        var seen = _seen.ToArray();
        var scores = Array.ConvertAll(seen, i => _stream.Scores[i]);
        var fit = _regression.Fit(seen, scores);
        var mean = scores.Average();
        if (fit.DeletedResiduals.Sum(e => e * e) < LeastGain * scores.Sum(y => (y - mean) * (y - mean)))
            _stream.Predict(fit.Predictions(), [.. seen.Select((i, k) => (i, fit.DeletedResiduals[k]))]);
        else _stream.Unpredict(_seen);
    }

    private ConfidenceInterval Clip((double Lower, double Upper) ends) =>
        new(Math.Clamp(ends.Lower, _stream.LowerBound, _stream.UpperBound), Math.Clamp(ends.Upper, _stream.LowerBound, _stream.UpperBound), _plan.Confidence, _kind);
}
