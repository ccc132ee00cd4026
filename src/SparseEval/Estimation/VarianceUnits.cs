namespace SparseEval;

/// <summary>
/// Primary units and variance strata of a scored sample: turns influence values into the design variance, the only place where it is computed.
/// </summary>
/// <remarks>
/// V = sum_h (1 - f_h) n_h / (n_h - 1) sum over units c of (u_c - mean u)^2, u_c = sum of d_i z_i over the unit's scored items; Sarndal, Swensson and Wretman (1992), 3.7 and 4.2; R survey's svydesign(ids, strata, fpc).
/// For a superpopulation f_h = 0 and items of one <see cref="EstimationOptions.ClusterField"/> group are one unit (Miller, arXiv 2411.00640, with C/(C-1)).
/// </remarks>
internal sealed class VarianceUnits
{
    /// <summary>Below this a variance of scores in [0, 1] is a rounding error, and no spread was seen.</summary>
    private const double Rounding = 1e-20;

    /// <summary>Weight of the pooled variance in each stratum's, in degrees of freedom; used for the degrees of freedom alone.</summary>
    private const double PriorFreedom = 4;

    private readonly DesignedScores _scores;
    private readonly int[] _unit;
    private readonly int[] _stratumOfUnit;
    private readonly int[] _units;
    private readonly double[] _fraction;
    private readonly double[] _share;
    private readonly CategoryLeverage _leverage;

    public VarianceUnits(DesignedScores scores, List<Diagnostic> diagnostics)
    {
        _scores = scores;
        (_unit, var strata) = Units(diagnostics);
        var joined = Join(strata, diagnostics);
        _stratumOfUnit = joined.StratumOfUnit;
        _units = joined.Units;
        _fraction = joined.Fraction;
        _share = joined.Share;
        _leverage = CategoryLeverage.Of(scores, _unit, i => UnitsAround(i));
        Groups = [.. Enumerable.Range(0, _unit.Length).GroupBy(i => _unit[i]).Select(g => g.ToArray())];
    }

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

    /// <summary>Sampling fraction f_h of the variance stratum that holds the item; 0 for a superpopulation.</summary>
    public double FractionOf(int item) => _fraction[_stratumOfUnit[_unit[item]]];

    /// <summary>Number of scored units n_h in the variance stratum that holds the item.</summary>
    public int UnitsAround(int item) => _units[_stratumOfUnit[_unit[item]]];

    /// <summary>See <see cref="IntervalInput.EffectiveSize"/>; infinity for a census.</summary>
    public double EffectiveSize
    {
        get
        {
            var perUnit = Totals(_scores.Coefficients, weighted: false);
            var sum = perUnit.Select((a, c) => (1 - _fraction[_stratumOfUnit[c]]) * a * a).Sum();
            return sum > 0 ? 1 / sum : double.PositiveInfinity;
        }
    }

    /// <summary>What interval methods may know of the units; one model may share the units of another, so its scores are given.</summary>
    public IntervalSample Sample(IReadOnlyList<double> influence, IReadOnlyList<double> scores) => new()
    {
        Scores = scores,
        Contributions = Totals(influence, weighted: true),
        Strata = _stratumOfUnit,
        Fractions = _fraction,
    };

    /// <summary>
    /// Influence values z_i with (estimate - truth) ~ sum of d_i z_i, centred in each variance stratum because the weights are calibrated to its known number of
    /// items. Where strata were joined the centre is common, so their difference counts as chance.
    /// </summary>
    public double[] Influence(IReadOnlyList<double> values)
    {
        var influence = _scores.Linearised(values, _leverage.Lone);
        for (var i = 0; i < influence.Length; i++) influence[i] *= _leverage.Factors[i];
        var (sums, weights) = (new double[_units.Length], new double[_units.Length]);
        for (var i = 0; i < influence.Length; i++)
        {
            sums[_stratumOfUnit[_unit[i]]] += _scores.Weights[i] * influence[i];
            weights[_stratumOfUnit[_unit[i]]] += _scores.Weights[i];
        }
        for (var i = 0; i < influence.Length; i++) influence[i] -= sums[_stratumOfUnit[_unit[i]]] / weights[_stratumOfUnit[_unit[i]]];
        return influence;
    }

    /// <param name="influence">Of the estimate, with residuals in place of scores where past models were used.</param>
    /// <param name="scoresInfluence">
    /// Of the plain mean. A superpopulation's variance is (1 - f) of the residuals' plus f of the scores', because the benchmark itself is then
    /// a sample whose own luck no history removes; null where both are the same.
    /// </param>
    public (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence, IReadOnlyList<double>? scoresInfluence = null)
    {
        var squares = Squares(influence);
        var own = scoresInfluence is null ? squares : Squares(scoresInfluence);
        var super = _scores.Options.Target == InferenceTarget.Superpopulation;
        var mixed = squares.Select((s, h) => super ? (1 - _share[h]) * s + _share[h] * own[h] : (1 - _fraction[h]) * s).ToArray();
        var variance = mixed.Select((s, h) => _units[h] < 2 ? 0 : s * _units[h] / (_units[h] - 1.0)).Sum();
        return (variance > Rounding ? variance : 0, DegreesOfFreedom(mixed));
    }

    /// <summary>
    /// Satterthwaite's, (sum V_h)^2 / sum V_h^2 / (n_h - 1), from smoothed V_h: with few units a stratum, or rare ones, most raw V_h are 0 by chance and the
    /// degrees of freedom would be those of the one stratum that happened to show a spread. n - H where no stratum does.
    /// </summary>
    private double DegreesOfFreedom(double[] squares)
    {
        var freedom = Array.ConvertAll(_units, n => n - 1.0);
        var scale = ExpectedSquares();
        var pooled = squares.Sum() / scale.Sum();
        if (!(pooled > 0)) return Math.Max(1, freedom.Sum());
        var (sum, parts) = (0.0, 0.0);
        for (var h = 0; h < _units.Length; h++)
        {
            if (freedom[h] < 1 || scale[h] <= 0) continue;
            var raw = squares[h] / scale[h];
            var part = scale[h] * (freedom[h] * raw + PriorFreedom * pooled) / (freedom[h] + PriorFreedom) * _units[h] / freedom[h];
            sum += part;
            parts += part * part / freedom[h];
        }
        return Math.Max(1, sum * sum / parts);
    }

    /// <summary>What the squares would be, up to one factor, if all items were equally hard.</summary>
    private double[] ExpectedSquares()
    {
        var perUnit = Totals(_scores.Coefficients, weighted: false);
        var scale = new double[_units.Length];
        for (var c = 0; c < perUnit.Length; c++)
        {
            var h = _stratumOfUnit[c];
            scale[h] += (1 - _fraction[h]) * perUnit[c] * perUnit[c] * (_units[h] - 1.0) / _units[h];
        }
        return scale;
    }

    /// <summary>Sum of squared deviations of the units' totals in each variance stratum.</summary>
    private double[] Squares(IReadOnlyList<double> influence)
    {
        var totals = Totals(influence, weighted: true);
        var (means, squares) = (new double[_units.Length], new double[_units.Length]);
        for (var c = 0; c < totals.Length; c++) means[_stratumOfUnit[c]] += totals[c] / _units[_stratumOfUnit[c]];
        for (var c = 0; c < totals.Length; c++) squares[_stratumOfUnit[c]] += Math.Pow(totals[c] - means[_stratumOfUnit[c]], 2);
        return squares;
    }

    private double[] Totals(IReadOnlyList<double> values, bool weighted)
    {
        var totals = new double[_stratumOfUnit.Length];
        for (var i = 0; i < _unit.Length; i++) totals[_unit[i]] += weighted ? _scores.Weights[i] * values[i] : values[i];
        return totals;
    }

    /// <summary>Numbers the units; for each, the sampling strata it touches.</summary>
    private (int[] Unit, List<HashSet<int>> Strata) Units(List<Diagnostic> diagnostics)
    {
        var super = _scores.Options.Target == InferenceTarget.Superpopulation;
        var field = super ? _scores.Options.ClusterField ?? _scores.Sample.UnitField : _scores.Sample.UnitField;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var unit = new int[_scores.Count];
        var strata = new List<HashSet<int>>();
        for (var i = 0; i < unit.Length; i++)
        {
            var key = KeyOf(_scores.Index[i], field);
            if (!numbers.TryGetValue(key, out unit[i]))
            {
                numbers[key] = unit[i] = strata.Count;
                strata.Add([]);
            }
            strata[unit[i]].Add(_scores.Stratum[i]);
        }
        if (strata.Exists(s => s.Count > 1)) diagnostics.Add(DiagnosticCatalog.StrataJoinedByClusters(field!));
        return (unit, strata);
    }

    private string KeyOf(int index, string? field) => Strata.KeyOf(_scores.Sample.Frame.Benchmark.Items[index], field);

    /// <summary>Variance strata: the sampling strata, joined where a cluster reaches over several or where one has a single unit and the caller allows it.</summary>
    private (int[] StratumOfUnit, int[] Units, double[] Fraction, double[] Share) Join(List<HashSet<int>> touched, List<Diagnostic> diagnostics)
    {
        var sample = _scores.Sample;
        var root = Enumerable.Range(0, sample.Strata.Count).ToArray();
        foreach (var strata in touched.Where(s => s.Count > 1))
            foreach (var h in strata.Skip(1)) Merge(root, strata.First(), h);
        JoinSingletons(root, touched, diagnostics);
        var places = root.Distinct().Order().ToList();
        var stratumOfUnit = touched.Select(s => places.IndexOf(root[s.First()])).ToArray();
        var units = new int[places.Count];
        foreach (var h in stratumOfUnit) units[h]++;
        var inPopulation = new int[places.Count];
        var (items, scored) = (new double[places.Count], new double[places.Count]);
        for (var h = 0; h < root.Length; h++)
        {
            var place = places.IndexOf(root[h]);
            inPopulation[place] += sample.Strata[h].Units;
            items[place] += sample.Strata[h].Items;
            scored[place] += _scores.ScoredInStratum[h];
        }
        var super = _scores.Options.Target == InferenceTarget.Superpopulation;
        var fraction = units.Select((n, h) => super ? 0 : Math.Min(1, n / (double)inPopulation[h]));
        return (stratumOfUnit, units, [.. fraction], [.. scored.Select((n, h) => n / items[h])]);
    }

    private void JoinSingletons(int[] root, List<HashSet<int>> touched, List<Diagnostic> diagnostics)
    {
        var combined = new List<string>();
        for (var h = 0; h < root.Length; h++)
        {
            var units = touched.Count(s => root[s.First()] == root[h]);
            var complete = units == Enumerable.Range(0, root.Length).Where(g => root[g] == root[h]).Sum(g => _scores.Sample.Strata[g].Units);
            var certain = complete && _scores.Options.Target == InferenceTarget.FullBenchmark;
            if (units != 1 || certain) continue;
            if (_scores.Options.Singletons == SingletonStratum.Error || root.Distinct().Count() == 1) throw Singleton(h);
            var neighbour = Enumerable.Range(0, root.Length).Where(g => root[g] != root[h]).MinBy(g => (g < h ? 1 : 0, Math.Abs(g - h)));
            Merge(root, root[neighbour], root[h]);
            combined.Add(_scores.Sample.Strata[h].Name);
        }
        if (combined.Count > 0) diagnostics.Add(DiagnosticCatalog.SingletonsCombined(string.Join(", ", combined)));
    }

    private SparseEvalException Singleton(int h)
    {
        var stratum = _scores.Sample.Strata[h];
        var unit = _scores.Sample.UnitField is null && _scores.Options.ClusterField is null ? "item" : "cluster";
        var combine = _scores.Sample.Strata.Count > 1 ? ", or set EstimationOptions.Singletons to SingletonStratum.Combine" : "";
        return new($"Stratum '{stratum.Name}' has 1 scored {unit} of {stratum.Units} units; its variance is undefined. Give it at least 2{combine}.");
    }

    private static void Merge(int[] root, int into, int from)
    {
        var (a, b) = (root[into], root[from]);
        for (var g = 0; g < root.Length; g++)
            if (root[g] == b) root[g] = a;
    }

    private sealed record Remarked(VarianceUnits Units, List<Diagnostic> Remarks);
}
