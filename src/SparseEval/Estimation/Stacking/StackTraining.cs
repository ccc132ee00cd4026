namespace SparseEval;

/// <summary>A stack trained on past models for one set of sampled items: every past model is estimated by rules that never saw it or its near-copies.</summary>
internal sealed class StackTraining
{
    private const double FullTrust = 1.5;
    private const double NoTrust = 3;

    /// <summary>Share of past models whose pattern of scores counts as usual.</summary>
    private const double Usual = 0.99;

    private readonly CandidateRules _rules;
    private readonly StackChoice _choice;
    private readonly double _spread;
    private readonly double _distance;
    private readonly (double Least, double Low, double High, double Most) _range;

    public StackTraining(StackSources sources, HistoryFolds folds, int[] items, double[] itemWeights)
    {
        var candidates = new StackCandidates[sources.Models];
        for (var f = 0; f < folds.Without.Count; f++)
        {
            var rules = new CandidateRules(sources.Only(folds.Others(f)), folds.Without[f], items, itemWeights);
            foreach (var m in folds.In(f)) candidates[m] = rules.Of(sources.Model(m));
        }
        _choice = StackChoice.Of(candidates, sources.Totals);
        _rules = new(sources, folds.Whole, items, itemWeights);
        _spread = Math.Sqrt(candidates.Average(c => Math.Pow(_choice.PreciseValue(c) - _choice.RobustValue(c), 2))) + 1e-12;
        _distance = candidates.Select(c => c.Distance).Order().ElementAt((int)(Usual * (candidates.Length - 1)));
        var sorted = sources.Totals.Order().ToArray();
        _range = (sorted[0], sorted[sorted.Length / 10], sorted[^(1 + sorted.Length / 10)], sorted[^1]);
        Past = [.. candidates.Select((c, m) => (Mix(c), sources.Totals[m]))];
        PreciseError = candidates.Select((c, m) => Math.Abs(_choice.PreciseValue(c) - sources.Totals[m])).Average();
        RobustError = candidates.Select((c, m) => Math.Abs(_choice.RobustValue(c) - sources.Totals[m])).Average();
    }

    /// <summary>Estimate and truth of each past model when it was left out.</summary>
    public IReadOnlyList<(StackedScore Estimate, double Truth)> Past { get; }

    /// <summary>Mean absolute error of the precise mixture over left-out past models.</summary>
    public double PreciseError { get; }

    /// <summary>The same of the robust mixture.</summary>
    public double RobustError { get; }

    /// <summary>True where a range of scores lies within past models' full scores, the only ones that say how large errors are.</summary>
    public bool Reaches(double lower, double upper) => lower >= _range.Least && upper <= _range.Most;

    public StackedScore Estimate(double[] scores) => Mix(_rules.Of(scores));

    /// <summary>
    /// The precise mixture where it agrees with the robust one about as well as for past models its pattern is not stranger than 99 % of theirs, and the score lies among theirs; the robust one where not; in between a blend.
    /// </summary>
    private StackedScore Mix(StackCandidates candidates)
    {
        var (precise, robust) = (_choice.PreciseValue(candidates), _choice.RobustValue(candidates));
        var agreement = Math.Clamp((NoTrust - Math.Abs(precise - robust) / _spread) / (NoTrust - FullTrust), 0, 1);
        var inside = Ramp(_range.Most, _range.High, robust, -1) * Ramp(_range.Least, _range.Low, robust, 1);
        var trust = agreement * inside * Ramp(1.5 * _distance, _distance, candidates.Distance, -1);
        return new(robust + trust * (precise - robust), trust);
    }

    /// <summary>0 beyond the outer value, 1 from the inner one on; side is the sign of inner - outer, which may be equal.</summary>
    private static double Ramp(double outer, double inner, double value, int side) => side * (value - inner) >= 0 ? 1 : Math.Clamp((value - outer) / (inner - outer + side * 1e-12), 0, 1);
}
