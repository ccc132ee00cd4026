namespace SparseEval;

/// <summary>
/// lower = sum of lambda (x + S / (N - t + 1)) / sum of lambda N' - (log(2 / alpha) + sum of (x - mean so far)^2 (-log(1 - lambda) - lambda)) / sum of lambda N',
/// N' = 1 + (t - 1) / (N - t + 1), S the sum so far, lambda = min(1/2, sqrt(2 log(2 / alpha) / (t log(1 + t) V)), V the variance so far with one prior observation); the upper end from 1 - x.
/// </summary>
/// <remarks>Waudby-Smith and Ramdas (2020), arXiv 2006.04347, theorem 3, with the stakes of their 2023 paper.</remarks>
internal sealed class EmpiricalBernsteinRun(SequencePlan plan) : ISequenceRun
{
    private readonly SignalStream _stream = new(plan);
    private readonly double _log = Math.Log(2 / (1 - plan.Confidence));
    private readonly double[] _centre = new double[2];
    private readonly double[] _penalty = new double[2];
    private double _stakes;
    private double _sum;
    private double _squares = 0.25;
    private double _lower;
    private double _upper = 1;

    public int Count => _stream.Count;

    public double Value => Count == 0 ? 0.5 : _sum / Count;

    public IReadOnlyList<Diagnostic> Diagnostics => [];

    public ConfidenceInterval Interval => new(Math.Clamp(_lower, _stream.LowerBound, _stream.UpperBound), Math.Clamp(_upper, _stream.LowerBound, _stream.UpperBound),
        plan.Confidence, "empirical-bernstein");

    public void Add(int item, double score)
    {
        var (before, t) = (_sum, Count + 1);
        _stream.Add(item, score);
        double left = plan.Frame.Count - t + 1;
        var stake = Math.Min(0.5, Math.Sqrt(2 * _log / (_squares * Math.Log(1 + t))));
        var cost = -Math.Log(1 - stake) - stake;
        _stakes += stake * (1 + (t - 1) / left);
        for (var side = 0; side < 2; side++)
        {
            var (x, sum) = side == 0 ? (score, before) : (1 - score, t - 1 - before);
            var mean = t == 1 ? 0 : sum / (t - 1);
            _centre[side] += stake * (x + sum / left);
            _penalty[side] += (x - mean) * (x - mean) * cost;
        }
        _sum += score;
        var centre = (0.5 + _sum) / (t + 1);
        _squares += (score - centre) * (score - centre);
        _lower = Math.Max(_lower, (_centre[0] - _log - _penalty[0]) / _stakes);
        _upper = Math.Min(_upper, 1 - (_centre[1] - _log - _penalty[1]) / _stakes);
        if (_lower > _upper) _lower = _upper;
    }
}
