namespace SparseEval;

/// <summary>
/// Primary units of a scored sample with the design's rule for their variance: turns influence values into the design variance, the only place where it is computed.
/// </summary>
/// <remarks>Items of one <see cref="EstimationOptions.ClusterField"/> group are one unit in a superpopulation (Miller, arXiv 2411.00640, with C/(C-1)).</remarks>
internal sealed class VarianceUnits
{
    /// <summary>Below this a variance of scores in [0, 1] is a rounding error, and no spread was seen.</summary>
    private const double Rounding = 1e-20;

    private readonly DesignedScores _scores;
    private readonly UnitVariance _rule;
    private readonly CategoryLeverage _leverage;

    public VarianceUnits(DesignedScores scores, List<Diagnostic> diagnostics) : this(scores, diagnostics, scores.Sample.Variance) { }

    private VarianceUnits(DesignedScores scores, List<Diagnostic> diagnostics, DesignVariance? rule)
    {
        _scores = scores;
        var numbers = UnitNumbers.Of(scores, diagnostics);
        _rule = rule is { } own ? new RuleUnitVariance(scores, numbers, own)
            : new StratifiedUnitVariance(scores, numbers, VarianceStrata.Of(scores, numbers.Touched, diagnostics));
        _leverage = CategoryLeverage.Of(scores, numbers.Unit, UnitsAround);
        Groups = [.. Enumerable.Range(0, numbers.Unit.Length).GroupBy(i => numbers.Unit[i]).Select(g => g.ToArray())];
        ForResiduals = rule is null || ReferenceEquals(rule, rule.ForResiduals) ? this : new(scores, [], rule.ForResiduals);
    }

    /// <summary>With the design's rule for residuals of a regression (<see cref="DesignVariance.ForResiduals"/>).</summary>
    public VarianceUnits ForResiduals { get; }

    /// <summary>The same for all models on the same scored items, with its remarks added to those given.</summary>
    public static VarianceUnits Of(DesignedScores scores, List<Diagnostic> diagnostics)
    {
        var made = scores.Shared.Get(() =>
        {
            var remarks = new List<Diagnostic>();
            return new Remarked(new(scores, remarks), remarks);
        });
        diagnostics.AddRange(made.Remarks);
        return made.Units;
    }

    /// <summary>Scored items of each unit.</summary>
    public IReadOnlyList<int[]> Groups { get; }

    /// <summary>Sampling fraction of the item: f_h of its variance stratum, or its inclusion probability; 0 for a superpopulation.</summary>
    public double FractionOf(int item) => _rule.FractionOf(item);

    /// <summary>Number of scored units n_h in the variance stratum that holds the item.</summary>
    public int UnitsAround(int item) => _rule.UnitsAround(item);

    /// <summary>
    /// See <see cref="IntervalInput.EffectiveSize"/>; infinity for a census. Items of an unequal-probability design count by their weights too: a model unlike the past ones may miss just those that are
    /// drawn rarely (decision 0076).
    /// </summary>
    public double EffectiveSize
    {
        get
        {
            var sum = Groups.Sum(group => Open(group) * Math.Pow(group.Sum(i => _scores.Coefficients[i]), 2));
            return sum > 0 ? 1 / sum : double.PositiveInfinity;
        }
    }

    /// <summary>Share of a unit's variance that is open: 1 - f, and f / k of the luck of k epochs.</summary>
    private double Open(int[] group)
    {
        var fraction = FractionOf(group[0]);
        return 1 - fraction + (_scores.Epochs is { } epochs ? fraction / group.Min(i => epochs[i].Epochs) : 0);
    }

    /// <summary>What interval methods may know of the units; one model may share the units of another, so its scores are given.</summary>
    public IntervalSample Sample(IReadOnlyList<double> influence, IReadOnlyList<double> scores)
    {
        var sample = _rule.Sample(influence, scores);
        // The luck of epochs is not finite: exact methods for a finite benchmark must not be taken.
        return _scores.Epochs is null ? sample : sample with { Fractions = new double[sample.Fractions.Count] };
    }

    /// <summary>
    /// Influence values z_i with (estimate - truth) ~ sum of d_i z_i, centred in each variance stratum because the weights are calibrated to its known number of
    /// items. Where strata were joined the centre is common, so their difference counts as chance.
    /// </summary>
    public double[] Influence(IReadOnlyList<double> values)
    {
        var influence = _scores.Categories.Linearised(values, _leverage.Lone);
        for (var i = 0; i < influence.Length; i++) influence[i] *= _leverage.Factors[i];
        _rule.Centre(influence);
        return influence;
    }

    /// <param name="influence">Of the estimate, with residuals in place of scores where past models were used.</param>
    /// <param name="scoresInfluence">
    /// Of the plain mean. A superpopulation's variance is (1 - f) of the residuals' plus f of the scores', because the benchmark itself is then
    /// a sample whose own luck no history removes; null where both are the same.
    /// </param>
    public (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence, IReadOnlyList<double>? scoresInfluence = null)
    {
        var (variance, freedom) = _rule.Variance(influence, scoresInfluence);
        variance += WithinEpochs();
        return (variance > Rounding ? variance : 0, freedom);
    }

    /// <summary>
    /// Sum of pi_i a_i^2 s_i^2 / k_i: the design's variance of item means holds 1 - pi_i of what the luck of the epochs adds (Sarndal, Swensson and Wretman 1992, result 4.3.1, epochs as the second stage).
    /// </summary>
    private double WithinEpochs()
    {
        if (_scores.Epochs is not { } within) return 0;
        var sum = 0.0;
        for (var i = 0; i < within.Length; i++) sum += FractionOf(i) * _scores.Coefficients[i] * _scores.Coefficients[i] * within[i].Variance;
        return sum;
    }

    private sealed record Remarked(VarianceUnits Units, List<Diagnostic> Remarks);
}
