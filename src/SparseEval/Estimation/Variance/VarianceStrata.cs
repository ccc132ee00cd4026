namespace SparseEval;

/// <summary>Variance strata: the sampling strata, joined where a cluster reaches over several or where one has a single unit and the caller allows it.</summary>
/// <param name="OfUnit">Variance stratum of each scored unit.</param>
/// <param name="Units">Number of scored units n_h.</param>
/// <param name="Fraction">Sampling fraction f_h; 0 for a superpopulation.</param>
/// <param name="Share">Share of the stratum's items that is scored.</param>
internal sealed record VarianceStrata(int[] OfUnit, int[] Units, double[] Fraction, double[] Share)
{
    public static VarianceStrata Of(DesignedScores scores, List<HashSet<int>> touched, List<Diagnostic> diagnostics)
    {
        var sample = scores.Sample;
        var root = Enumerable.Range(0, sample.Strata.Count).ToArray();
        foreach (var strata in touched.Where(s => s.Count > 1))
            foreach (var h in strata.Skip(1)) Merge(root, strata.First(), h);
        JoinSingletons(scores, root, touched, diagnostics);
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
            scored[place] += scores.ScoredInStratum[h];
        }
        var super = scores.Options.Target == InferenceTarget.Superpopulation;
        var fraction = units.Select((n, h) => super ? 0 : Math.Min(1, n / (double)inPopulation[h]));
        return new(stratumOfUnit, units, [.. fraction], [.. scored.Select((n, h) => n / items[h])]);
    }

    private static void JoinSingletons(DesignedScores scores, int[] root, List<HashSet<int>> touched, List<Diagnostic> diagnostics)
    {
        var combined = new List<string>();
        for (var h = 0; h < root.Length; h++)
        {
            var units = touched.Count(s => root[s.First()] == root[h]);
            var complete = units == Enumerable.Range(0, root.Length).Where(g => root[g] == root[h]).Sum(g => scores.Sample.Strata[g].Units);
            var certain = complete && scores.Options.Target != InferenceTarget.Superpopulation;
            if (units != 1 || certain) continue;
            if (scores.Options.Singletons == SingletonStratum.Error || root.Distinct().Count() == 1) throw Singleton(scores, h);
            var neighbour = Enumerable.Range(0, root.Length).Where(g => root[g] != root[h]).MinBy(g => (g < h ? 1 : 0, Math.Abs(g - h)));
            Merge(root, root[neighbour], root[h]);
            combined.Add(scores.Sample.Strata[h].Name);
        }
        if (combined.Count > 0) diagnostics.Add(DiagnosticCatalog.SingletonsCombined(string.Join(", ", combined)));
    }

    public static SparseEvalException Singleton(DesignedScores scores, int h)
    {
        var stratum = scores.Sample.Strata[h];
        var unit = scores.Sample.UnitField is null && scores.Options.ClusterField is null ? "item" : "cluster";
        var combine = scores.Sample.Strata.Count > 1 ? ", or set EstimationOptions.Singletons to SingletonStratum.Combine" : "";
        return new($"Stratum '{stratum.Name}' has 1 scored {unit} of {stratum.Units} units; its variance is undefined. Give it at least 2{combine}.");
    }

    private static void Merge(int[] root, int into, int from)
    {
        var (a, b) = (root[into], root[from]);
        for (var g = 0; g < root.Length; g++)
            if (root[g] == b) root[g] = a;
    }
}
