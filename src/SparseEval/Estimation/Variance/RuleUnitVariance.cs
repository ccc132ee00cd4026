namespace SparseEval;

/// <summary>The variance by the design's own rule (<see cref="Sample.Variance"/>), from u_i = d_i z_i.</summary>
/// <remarks>
/// For a superpopulation the benchmark's own luck is added: sum over clusters of (sum u)^2 - sum (1 - pi) u^2, at least sum pi u^2, times C / (C - 1), u of the plain
/// mean; items of one <see cref="EstimationOptions.ClusterField"/> group are one cluster. For simple random sampling this is s^2 / N.
/// </remarks>
internal sealed class RuleUnitVariance : UnitVariance
{
    private readonly DesignedScores _scores;
    private readonly UnitNumbers _numbers;
    private readonly VarianceForm _form;
    private readonly double[] _probabilities;
    private readonly bool _super;

    public RuleUnitVariance(DesignedScores scores, UnitNumbers numbers, DesignVariance rule)
    {
        if (numbers.Touched.Count < 2) throw VarianceStrata.Singleton(scores, 0);
        (_scores, _numbers) = (scores, numbers);
        _super = scores.Options.Target == InferenceTarget.Superpopulation;
        _probabilities = Array.ConvertAll(scores.Weights, d => Math.Min(1, 1 / d));
        _form = rule.For(new(scores.Positions, _probabilities, scores.Sample.Count));
    }

    public override double FractionOf(int item) => _super ? 0 : _probabilities[item];

    public override int UnitsAround(int item) => _numbers.Touched.Count;

    /// <summary>Nothing: ratio means leave values whose expanded sum is 0, and the rule takes out the rest.</summary>
    public override void Centre(double[] influence) { }

    public override (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence, IReadOnlyList<double>? scoresInfluence)
    {
        var variance = _form.Variance(Expanded(influence));
        // A design that draws items the more rarely the less they vary leaves deviations that grow with the probability, here as its root.
        var spread = _scores.Coefficients.Select((a, i) => (1 - _probabilities[i]) * _probabilities[i] * a * a).ToArray();
        if (!_super) return (variance, _form.DegreesOfFreedom(spread));
        var (luck, freedom) = BenchmarkLuck(Expanded(scoresInfluence ?? influence));
        return (variance + luck, freedom);
    }

    public override IntervalSample Sample(IReadOnlyList<double> influence, IReadOnlyList<double> scores)
    {
        var parts = _form.Parts(Expanded(influence));
        return new() { Scores = scores, Contributions = parts, Strata = new int[parts.Length], Fractions = [0] };
    }

    private (double Variance, double DegreesOfFreedom) BenchmarkLuck(double[] expanded)
    {
        var (sums, sizes) = (new double[_numbers.Touched.Count], new double[_numbers.Touched.Count]);
        var (left, least) = (0.0, 0.0);
        for (var i = 0; i < expanded.Length; i++)
        {
            sums[_numbers.Unit[i]] += expanded[i];
            sizes[_numbers.Unit[i]] += _scores.Coefficients[i];
            left += (1 - _probabilities[i]) * expanded[i] * expanded[i];
            least += _probabilities[i] * expanded[i] * expanded[i];
        }
        var luck = Math.Max(least, sums.Sum(u => u * u) - left) * sums.Length / (sums.Length - 1.0);
        var (all, squares) = (sizes.Sum(s => s * s), sizes.Sum(s => s * s * s * s));
        return (luck, Math.Max(1, all * all / squares - 1));
    }

    private double[] Expanded(IReadOnlyList<double> influence) => [.. influence.Select((z, i) => _scores.Weights[i] * z)];
}
