namespace SparseEval;

/// <summary>V = sum_h (1 - f_h) n_h / (n_h - 1) sum over units c of (u_c - mean u)^2.</summary>
/// <remarks>Sarndal, Swensson and Wretman (1992), 3.7 and 4.2; R survey's svydesign(ids, strata, fpc). For a superpopulation f_h = 0.</remarks>
internal sealed class StratifiedUnitVariance(DesignedScores scores, UnitNumbers numbers, VarianceStrata strata) : UnitVariance
{
    private readonly int[] _unit = numbers.Unit;
    private readonly int[] _units = strata.Units;

    public override double FractionOf(int item) => strata.Fraction[StratumOf(item)];

    public override int UnitsAround(int item) => _units[StratumOf(item)];

    public override void Centre(double[] influence)
    {
        var (sums, weights) = (new double[_units.Length], new double[_units.Length]);
        for (var i = 0; i < influence.Length; i++)
        {
            sums[StratumOf(i)] += scores.Weights[i] * influence[i];
            weights[StratumOf(i)] += scores.Weights[i];
        }
        for (var i = 0; i < influence.Length; i++) influence[i] -= sums[StratumOf(i)] / weights[StratumOf(i)];
    }

    public override (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence, IReadOnlyList<double>? scoresInfluence)
    {
        var squares = Squares(influence);
        var own = scoresInfluence is null ? squares : Squares(scoresInfluence);
        var super = scores.Options.Target == InferenceTarget.Superpopulation;
        var mixed = squares.Select((s, h) => super ? (1 - strata.Share[h]) * s + strata.Share[h] * own[h] : (1 - strata.Fraction[h]) * s).ToArray();
        var variance = mixed.Select((s, h) => _units[h] < 2 ? 0 : s * _units[h] / (_units[h] - 1.0)).Sum();
        return (variance, SmoothedFreedom.Of(mixed, ExpectedSquares(), EquivalentUnits()));
    }

    public override IntervalSample Sample(IReadOnlyList<double> influence, IReadOnlyList<double> scored) => new()
    {
        Scores = scored,
        Contributions = Totals(influence, weighted: true),
        Strata = strata.OfUnit,
        Fractions = strata.Fraction,
    };

    private int StratumOf(int item) => strata.OfUnit[_unit[item]];

    /// <summary>What the squares would be, up to one factor, if all items were equally hard.</summary>
    private double[] ExpectedSquares()
    {
        var perUnit = Totals(scores.Coefficients, weighted: false);
        var scale = new double[_units.Length];
        for (var c = 0; c < perUnit.Length; c++)
        {
            var h = strata.OfUnit[c];
            scale[h] += (1 - strata.Fraction[h]) * perUnit[c] * perUnit[c] * (_units[h] - 1.0) / _units[h];
        }
        return scale;
    }

    /// <summary>n_h, or where items have weights of their own the number of equally heavy ones whose variance would be as certain: (sum m^2)^2 / sum m^4, at least 2.</summary>
    private double[] EquivalentUnits()
    {
        var equivalent = Array.ConvertAll(_units, n => (double)n);
        if (!scores.Options.Estimand.IsWeighted) return equivalent;
        var (second, fourth) = (new double[_units.Length], new double[_units.Length]);
        foreach (var (c, m) in Totals(scores.Importance, weighted: false).Index())
        {
            second[strata.OfUnit[c]] += m * m;
            fourth[strata.OfUnit[c]] += m * m * m * m;
        }
        for (var h = 0; h < _units.Length; h++)
            if (_units[h] > 2 && fourth[h] > 0) equivalent[h] = Math.Max(2, second[h] * second[h] / fourth[h]);
        return equivalent;
    }

    /// <summary>Sum of squared deviations of the units' totals in each variance stratum.</summary>
    private double[] Squares(IReadOnlyList<double> influence)
    {
        var totals = Totals(influence, weighted: true);
        var (means, squares) = (new double[_units.Length], new double[_units.Length]);
        for (var c = 0; c < totals.Length; c++) means[strata.OfUnit[c]] += totals[c] / _units[strata.OfUnit[c]];
        for (var c = 0; c < totals.Length; c++) squares[strata.OfUnit[c]] += Math.Pow(totals[c] - means[strata.OfUnit[c]], 2);
        return squares;
    }

    private double[] Totals(IReadOnlyList<double> values, bool weighted)
    {
        var totals = new double[numbers.Touched.Count];
        for (var i = 0; i < _unit.Length; i++) totals[_unit[i]] += weighted ? scores.Weights[i] * values[i] : values[i];
        return totals;
    }
}
