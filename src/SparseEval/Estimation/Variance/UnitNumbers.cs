namespace SparseEval;

/// <summary>Numbers the primary units of the scored items: items, or whole clusters.</summary>
/// <param name="Unit">Unit of each scored item.</param>
/// <param name="Touched">For each unit the sampling strata that it reaches into.</param>
internal sealed record UnitNumbers(int[] Unit, List<HashSet<int>> Touched)
{
    public static UnitNumbers Of(DesignedScores scores, List<Diagnostic> diagnostics)
    {
        var super = scores.Options.Target == InferenceTarget.Superpopulation;
        var field = super ? scores.Options.ClusterField ?? scores.Sample.UnitField : scores.Sample.UnitField;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var unit = new int[scores.Count];
        var strata = new List<HashSet<int>>();
        for (var i = 0; i < unit.Length; i++)
        {
            var key = Strata.KeyOf(scores.Sample.Frame.Benchmark.Items[scores.Index[i]], field);
            if (!numbers.TryGetValue(key, out unit[i]))
            {
                numbers[key] = unit[i] = strata.Count;
                strata.Add([]);
            }
            strata[unit[i]].Add(scores.Stratum[i]);
        }
        if (strata.Exists(s => s.Count > 1)) diagnostics.Add(DiagnosticCatalog.StrataJoinedByClusters(field!));
        return new(unit, strata);
    }
}
