namespace SparseEval;

/// <summary>
/// Primary units and variance strata of a scored sample: turns influence values into the design variance, the only place where it is computed.
/// </summary>
/// <remarks>
/// V = sum_h (1 - f_h) n_h / (n_h - 1) sum over units c of (u_c - mean u)^2, u_c = sum of d_i z_i over the unit's scored items; df by Satterthwaite,
/// (sum V_h)^2 / sum V_h^2 / (n_h - 1), and n - H where V = 0. Sarndal, Swensson and Wretman (1992), 3.7 and 4.2; R survey's svydesign(ids, strata, fpc).
/// For a superpopulation f_h = 0 and items of one <see cref="EstimationOptions.ClusterField"/> group are one unit (Miller, arXiv 2411.00640, with C/(C-1)).
/// </remarks>
internal sealed class VarianceUnits
{
    /// <summary>Below this a variance of scores in [0, 1] is a rounding error, and no spread was seen.</summary>
    private const double Rounding = 1e-20;

    private readonly DesignedScores _scores;
    private readonly int[] _unit;
    private readonly int[] _stratumOfUnit;
    private readonly int[] _units;
    private readonly double[] _fraction;

    public VarianceUnits(DesignedScores scores, List<Diagnostic> diagnostics)
    {
        _scores = scores;
        (_unit, var strata) = Units(diagnostics);
        var joined = Join(strata, diagnostics);
        _stratumOfUnit = joined.StratumOfUnit;
        _units = joined.Units;
        _fraction = joined.Fraction;
        Groups = [.. Enumerable.Range(0, _unit.Length).GroupBy(i => _unit[i]).Select(g => g.ToArray())];
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

    public (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence)
    {
        var totals = Totals(influence, weighted: true);
        var means = new double[_units.Length];
        for (var c = 0; c < totals.Length; c++) means[_stratumOfUnit[c]] += totals[c] / _units[_stratumOfUnit[c]];
        var squares = new double[_units.Length];
        for (var c = 0; c < totals.Length; c++) squares[_stratumOfUnit[c]] += Math.Pow(totals[c] - means[_stratumOfUnit[c]], 2);
        var (sum, freedom) = (0.0, 0.0);
        for (var h = 0; h < _units.Length; h++)
        {
            if (_units[h] < 2) continue;
            var part = (1 - _fraction[h]) * _units[h] / (_units[h] - 1.0) * squares[h];
            sum += part;
            freedom += part * part / (_units[h] - 1.0);
        }
        return sum > Rounding ? (sum, sum * sum / freedom) : (0, Math.Max(1, totals.Length - _units.Length));
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
    private (int[] StratumOfUnit, int[] Units, double[] Fraction) Join(List<HashSet<int>> touched, List<Diagnostic> diagnostics)
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
        for (var h = 0; h < root.Length; h++) inPopulation[places.IndexOf(root[h])] += sample.Strata[h].Units;
        var super = _scores.Options.Target == InferenceTarget.Superpopulation;
        return (stratumOfUnit, units, [.. units.Select((n, h) => super ? 0 : Math.Min(1, n / (double)inPopulation[h]))]);
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
}
