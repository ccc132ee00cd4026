namespace SparseEval;

/// <summary>Deals whole families to folds of nearly equal size.</summary>
internal static class FamilyFolds
{
    public static IReadOnlyList<BacktestFold> Of(SplitInput input, IReadOnlyDictionary<string, string> families, int folds)
    {
        var groups = Enumerable.Range(0, input.Matrix.Models.Count).GroupBy(m => KeyOf(input.Matrix.Models[m], families), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => PermanentRandomNumber.Of(input.Seed, g.Key)).Select(g => g.ToArray()).ToList();
        if (groups.Count < folds)
            throw new SparseEvalException($"The history has {groups.Count} families, too few for {folds} folds. Name families of more models, or ask for at most {groups.Count} folds.");
        var members = Enumerable.Range(0, folds).Select(_ => new List<int>()).ToList();
        foreach (var group in groups) members.MinBy(m => m.Count)!.AddRange(group);
        var complete = input.Complete.ToHashSet();
        return [.. members.Select((rows, k) => Fold($"families {k}", rows, complete, input))];
    }

    /// <summary>Relatives with missing scores are neither held out nor history.</summary>
    private static BacktestFold Fold(string name, List<int> rows, HashSet<int> complete, SplitInput input) => input.Fold(name, rows.Where(complete.Contains)) with
    {
        History = [.. Enumerable.Range(0, input.Matrix.Models.Count).Except(rows)],
    };

    private static string KeyOf(string model, IReadOnlyDictionary<string, string> families) =>
        families.TryGetValue(model, out var family) && family.Length > 0 ? $"family={family}" : $"model={model}";
}
