namespace SparseEval.Evaluation;

/// <summary>A run under watch: hands out items in the random order, takes their scores and asks the rules.</summary>
internal sealed class RunWatch
{
    private const int FewestItems = 16;

    private readonly RunPlan _plan;
    private readonly WatchPlan _watch;
    private readonly SequencePlan _sequencePlan;
    private readonly IReadOnlyList<int> _order;
    private readonly int _most;
    private readonly ISequenceRun _score;
    private readonly PairedRun? _difference;
    private readonly double _share;
    private readonly List<(int Item, double? Score)> _seen = [];
    private readonly bool _countsMissing;
    private PairedRun? _worst;
    private (string Rule, StopVerdict Verdict)? _stop;
    private int _taken;

    public RunWatch(RunPlan plan, int budget, IReadOnlyList<int>? order = null)
    {
        (_plan, _watch) = (plan, plan.Watch!);
        _order = order ?? RandomOrder.Of(plan.Frame, plan.Seed);
        _most = Math.Min(budget, _watch.Baseline?.First ?? budget);
        _sequencePlan = new()
        {
            Frame = plan.Frame,
            Confidence = plan.Options.Confidence,
            Estimand = plan.Options.Estimand,
            HalfWidth = _watch.Rules.Where(rule => !rule.WatchesDifference).Select(rule => rule.PlannedHalfWidth).FirstOrDefault(width => width is not null),
        };
        _countsMissing = _watch.Rules.Any(rule => rule.CountsMissing);
        _score = _watch.Sequence.Begin(_sequencePlan);
        _share = _watch.Rules.FirstOrDefault(rule => rule.WatchesDifference)?.BaselineShare ?? 1;
        if (_watch.Baseline is not null) _difference = ModelComparison.Sequential(_watch.Sequence, _sequencePlan with { HalfWidth = null }, _share);
    }

    /// <summary>Items handed out.</summary>
    public int Taken => _taken;

    public ConfidenceInterval Interval => _score.Interval;

    public Sample Sample => BudgetResolver.Draw(_plan, _taken);

    /// <summary>The next positions in the benchmark, or null where the run is over.</summary>
    public IReadOnlyList<int>? Next()
    {
        if (_stop is not null) return null;
        var count = Math.Min(_most - _taken, Math.Max(FewestItems, (int)Math.Ceiling(_watch.Growth * _taken)));
        var next = _order.Skip(_taken).Take(count).ToArray();
        _taken += count;
        return next;
    }

    /// <summary>Takes the scores of the items last handed out, in that order, and asks the rules.</summary>
    /// <param name="items">As handed out.</param>
    /// <param name="scores">Null where an item failed.</param>
    /// <param name="spent">Measured so far.</param>
    public void Take(IReadOnlyList<int> items, IReadOnlyList<double?> scores, ComputeCost spent)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (_countsMissing) Count(items[i], scores[i]);
            if (scores[i] is not { } score) continue;
            _score.Add(items[i], score);
            if (!_countsMissing && _watch.Baseline?.Scores[items[i]] is { } baseline) _difference!.Add(items[i], score, baseline);
        }
        _stop = Asked() ?? _watch.Spending.Ask(spent) ?? Exhausted();
    }

    /// <summary>Keeps the interval with missing scores at the worst ends; that of the score alone is begun when the first is missing.</summary>
    private void Count(int item, double? score)
    {
        if (_difference is not null)
        {
            _difference.Take(item, score, _watch.Baseline!.Scores[item]);
            return;
        }
        _seen.Add((item, score));
        if (_worst is not null) _worst.Take(item, score, 0);
        else if (score is null)
        {
            _worst = ModelComparison.Sequential(_watch.Sequence, _sequencePlan, 0);
            foreach (var (earlier, known) in _seen) _worst.Take(earlier, known, 0);
        }
    }

    private PairedRun? Worst => _difference is { Missing: > 0 } ? _difference : _worst;

    public Estimate Estimate(ScoredSample sample) => SequenceEstimate.Of(_score, _sequencePlan, sample, _watch.Name);

    public WatchOutcome Outcome() => new(_watch.Sequence.Name, _stop!.Value.Rule, _stop.Value.Verdict.Outcome, _stop.Value.Verdict.Reason,
        _difference is { } d ? new(_watch.Baseline!.Name, d.Value, d.Interval, d.Count) { BaselineShare = _share < 1 ? _share : null } : null)
    {
        AtWorst = _countsMissing ? Worst?.AtWorst : null,
    };

    private (string, StopVerdict)? Asked()
    {
        foreach (var rule in _watch.Rules)
        {
            var state = rule.WatchesDifference ? _difference!.State : StreamState.Of(_score, _plan.Frame.Count);
            if (rule.CountsMissing && Worst is { } worst) state = state with { Interval = worst.AtWorst };
            if (rule.Ask(state) is { } verdict) return (rule.Name, verdict);
        }
        return null;
    }

    private (string, StopVerdict)? Exhausted()
    {
        if (_taken < _most) return null;
        var decides = _watch.Rules.Any(rule => rule.PlannedHalfWidth is null);
        return _taken == _plan.Frame.Count ? ("all items", new(decides ? "undecided" : "complete", $"All {_taken} items have run."))
            : _most == _watch.Baseline?.First ? ("the baseline's items", new("undecided", $"The baseline has scores for the first {_taken} items alone."))
            : ($"the budget of {_most} items", new(decides ? "undecided" : "budget", $"{_taken} items have run, and the budget allows no more."));
    }
}
