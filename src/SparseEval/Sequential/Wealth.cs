namespace SparseEval;

/// <summary>
/// Capital of a gambler who bets against each candidate value m of the full score: a fair game if m is true, so a capital that ever reaches 1 / alpha rejects m for good
/// (Ville's inequality). A grid of candidates is carried along, rejected ones are dropped, and the ends are found between grid points by replaying the stream.
/// </summary>
/// <remarks>Waudby-Smith and Ramdas (2023), JRSS B 86; without replacement: (2020), arXiv 2006.04347. Logical bounds and the running intersection are included.</remarks>
/// <param name="alpha">Error, in (0, 1).</param>
/// <param name="options">Stakes.</param>
internal sealed class Wealth(double alpha, BettingOptions options)
{
    private const int Cells = 1000;
    private const int Halvings = 12;

    private readonly bool _hedged = options.Hedged || options.Bets == Bets.PredictableMixture;
    private readonly double _limit = Math.Log((options.Hedged || options.Bets == Bets.PredictableMixture ? 2 : 1) / alpha);
    private readonly List<SignalStep> _steps = [];
    private readonly double[] _for = new double[Cells + 1];
    private readonly double[] _against = new double[Cells + 1];
    private readonly bool[] _rejected = new bool[Cells + 1];
    private int _low;
    private int _high = Cells;
    private (int Count, double Lower, double Upper) _ends = (0, 0, 1);

    public int Count => _steps.Count;

    /// <summary>The ends on the grid: outside the ends proper by less than a cell.</summary>
    public (double Lower, double Upper) Rough => (Math.Max(_ends.Lower, (_low - 1) / (double)Cells), Math.Min(_ends.Upper, (_high + 1) / (double)Cells));

    public void Add(SignalStep step)
    {
        _steps.Add(step);
        var t = _steps.Count;
        for (var g = _low; g <= _high; g++)
            if (!_rejected[g]) _rejected[g] = Play(step, t, g / (double)Cells, ref _for[g], ref _against[g]);
        while (_low < _high && _rejected[_low]) _low++;
        while (_high > _low && _rejected[_high]) _high--;
    }

    /// <summary>The ends; they never move apart. Where every candidate of the grid was rejected the last cell stays.</summary>
    public (double Lower, double Upper) Ends()
    {
        if (_ends.Count == _steps.Count) return (_ends.Lower, _ends.Upper);
        var lower = _low == 0 ? 0 : Boundary((_low - 1) / (double)Cells, _low / (double)Cells);
        var upper = _high == Cells ? 1 : Boundary((_high + 1) / (double)Cells, _high / (double)Cells);
        _ends = (_steps.Count, Math.Max(_ends.Lower, lower), Math.Min(_ends.Upper, upper));
        if (_ends.Lower > _ends.Upper) _ends = _ends with { Lower = _ends.Upper };
        return (_ends.Lower, _ends.Upper);
    }

    /// <summary>True where the value was rejected at some moment so far.</summary>
    public bool Rejects(double candidate)
    {
        var (gain, loss) = (0.0, 0.0);
        for (var t = 0; t < _steps.Count; t++)
            if (Play(_steps[t], t + 1, candidate, ref gain, ref loss)) return true;
        return false;
    }

    /// <summary>A rejected value as near as can be to one that is not.</summary>
    private double Boundary(double rejected, double kept)
    {
        for (var k = 0; k < Halvings; k++)
            if ((rejected + kept) / 2 is var middle && Rejects(middle)) rejected = middle;
            else kept = middle;
        return rejected;
    }

    private bool Play(SignalStep step, int t, double m, ref double logFor, ref double logAgainst)
    {
        if (m < step.Lower - 1e-12 || m > step.Upper + 1e-12) return true;
        var error = step.Signal - m;
        var truncation = Truncation(step, t);
        var (most, least) = (truncation / Math.Max(m - step.Lower, 1e-12), -truncation / Math.Max(step.Upper - m, 1e-12));
        var stake = Stake(step, t, m);
        logFor += Math.Log(1 + Math.Clamp(stake, least, most) * error);
        if (!_hedged) return logFor >= _limit;
        logAgainst += Math.Log(1 - Math.Clamp(stake, -most, -least) * error);
        return Math.Max(logFor, logAgainst) >= _limit;
    }

    private double Stake(SignalStep step, int t, double m)
    {
        if (options.Bets == Bets.PredictableMixture) return Math.Sqrt(2 * Math.Log(2 / alpha) / (step.Variance * t * Math.Log(1 + t)));
        var lead = step.Aim - m;
        return lead / (step.Variance + lead * lead);
    }

    private double Truncation(SignalStep step, int t)
    {
        if (!step.Predicted) return options.Truncation;
        var range = step.Upper - step.Lower;
        var sure = 1 - Math.Min(1, step.Variance / Math.Max(1e-300, 0.02 * range * range));
        return options.Truncation + Math.Max(0, 0.9 - options.Truncation) * sure * t / (t + 10.0);
    }
}
