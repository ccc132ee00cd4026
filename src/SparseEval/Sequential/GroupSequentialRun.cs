using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>One stream under <see cref="GroupSequentialSequence"/>.</summary>
internal sealed class GroupSequentialRun : ISequenceRun
{
    /// <summary>Clock at which the last look is expected to be enough: (its critical value over a single look's)^2.</summary>
    private const double LastLookMargin = 1.08;

    /// <summary>Share of the error that is spent: with estimated variances at many looks the normal approximation errs by about a tenth (decision 0063).</summary>
    private const double Caution = 0.85;

    private readonly SequencePlan _plan;
    private readonly GroupSequentialOptions _options;
    private readonly LookEstimator _estimator;
    private readonly SequentialBoundary _boundary = new();
    private readonly List<(int Item, double Score)> _seen = [];
    private readonly HashSet<int> _items = [];
    private readonly double _alpha;
    private double _sum;
    private double _spent;
    private double _clock;
    private int _nextLook;
    private (double Lower, double Upper) _ends = (0, 1);

    public GroupSequentialRun(SequencePlan plan, GroupSequentialOptions options, ItemFactors factors)
    {
        (_plan, _options, _alpha, _nextLook) = (plan, options, Caution * (1 - plan.Confidence), Math.Min(options.FirstLook, plan.Frame.Count));
        _estimator = new(plan.Frame.Count, factors);
    }

    public int Count => _seen.Count;

    /// <summary>Of the last look; before the first the mean.</summary>
    public double Value { get; private set; } = 0.5;

    public IReadOnlyList<Diagnostic> Diagnostics => [DiagnosticCatalog.AsymptoticSequence("group-sequential")];

    public ConfidenceInterval Interval
    {
        get
        {
            double all = _plan.Frame.Count;
            var least = _sum / all;
            var most = least + (all - Count) / all;
            return new(Math.Clamp(_ends.Lower, least, most), Math.Clamp(_ends.Upper, least, most), _plan.Confidence, "group-sequential");
        }
    }

    public void Add(int item, double score)
    {
        if (item < 0 || item >= _plan.Frame.Count || !_items.Add(item)) throw new SparseEvalException($"Item {item} came before, or is none of the {_plan.Frame.Count}. Each comes once.");
        if (!(score >= 0 && score <= 1)) throw new SparseEvalException($"Item {item} has score {score}; scores lie in [0, 1].");
        _seen.Add((item, score));
        _sum += score;
        if (Count < _options.FirstLook) Value = _sum / Count;
        if (Count < _nextLook) return;
        _nextLook = Math.Min(_plan.Frame.Count, (int)Math.Ceiling(Count * _options.Growth));
        if (Count == _plan.Frame.Count) Value = _sum / Count;
        else if (_spent < _alpha) Look();
    }

    private void Look()
    {
        var look = _estimator.At(_seen, _sum);
        Value = look.Value;
        var single = Of(look, -Normal.InvCDF(0, 1, _alpha / 2));
        var clock = _plan.HalfWidth is { } h ? Math.Pow(h / single.HalfWidth, 2) : look.EffectiveSize;
        if (!(clock > _clock * 1.01)) return;
        _nextLook = NextLook(clock);
        var last = _boundary.Critical(clock, _alpha - _spent);
        if (_plan.HalfWidth is { } target && Of(look, last).HalfWidth <= target)
        {
            _spent = _alpha;
            Narrow(Of(look, last));
            return;
        }
        var spent = Math.Max(_spent, Planned(clock));
        var critical = _boundary.Critical(clock, spent - _spent);
        if (double.IsFinite(critical)) Narrow(Of(look, critical));
        _boundary.Pass(clock, critical);
        (_spent, _clock) = (spent, clock);
    }

    /// <summary>A tenth more items, or fewer where the half-width should be reached before: the clock runs with n / (1 - n/N).</summary>
    private int NextLook(double clock)
    {
        double n = Count, all = _plan.Frame.Count;
        if (_plan.HalfWidth is null) return _nextLook;
        var needed = n / (1 - n / all) * LastLookMargin / clock;
        return Math.Clamp((int)Math.Ceiling(needed / (1 + needed / all)), Count + Math.Max(1, Count / 50), _nextLook);
    }

    /// <summary>Error that may be spent by now: with a half-width 30 % stays for the look that reaches it, else all is spent when the last item comes.</summary>
    private double Planned(double clock)
    {
        if (_plan.HalfWidth is not null) return Math.Min(0.7 * _alpha, _options.Spending.Spent(Math.Min(1, clock), _alpha));
        return _alpha * Math.Sqrt(Count / (double)_plan.Frame.Count);
    }

    private static ConfidenceInterval Of(IntervalInput look, double critical)
    {
        var confidence = Math.Min(1 - 1e-12, 1 - 2 * Normal.CDF(0, 1, -critical));
        return DefaultIntervalRule.Choose(look).Method.Interval(look, confidence);
    }

    private void Narrow(ConfidenceInterval interval)
    {
        var (lower, upper) = (Math.Max(_ends.Lower, interval.Lower), Math.Min(_ends.Upper, interval.Upper));
        if (lower <= upper) _ends = (lower, upper);
    }
}
