namespace SparseEval;

/// <summary>
/// What a unit's own pull on its category's mean takes from its deviation. Where categories cut through the strata, or items have weights of their own, the deviations from the category's mean are too
/// small by 1 - s, s the unit's share of that mean; n_h / (n_h - 1) of the design variance restores 1 - 1 / n_h of it, and the factor the rest.
/// </summary>
/// <remarks>
/// For simple random sampling of items the variance becomes (1 - f) sum omega_k^2 s_k^2 / n_k, the poststratified one given the counts (Holt and Smith 1979); plain
/// linearisation (R's svyby) has (n_k - 1) / n_k of each term, half for a category with two items and nothing for one. For what weights of the items' own add to s
/// the factor is whole and not its root, as in the ratio estimator: heavy items that were not drawn show no deviation at all (decision 0077).
/// </remarks>
/// <param name="Factors">Of each scored item, at least 1; 1 where categories are strata or unions of them.</param>
/// <param name="Lone">Categories that one unit alone stands for, though more of them exist.</param>
internal sealed record CategoryLeverage(double[] Factors, bool[] Lone)
{
    public static CategoryLeverage Of(DesignedScores scores, int[] unit, Func<int, int> unitsAround)
    {
        var factors = Enumerable.Repeat(1.0, scores.Count).ToArray();
        var lone = new bool[scores.Categories.Count];
        if (scores.Categories.Count == 1 && !scores.Options.Estimand.IsWeighted) return new(factors, lone);
        var all = new double[scores.Categories.Count];
        for (var i = 0; i < unit.Length; i++) all[scores.Categories.Of[i]] += scores.Weights[i];
        var shares = new Dictionary<(int, int), (double Share, double Alike)>();
        for (var i = 0; i < unit.Length; i++)
        {
            var key = (unit[i], scores.Categories.Of[i]);
            var (share, alike) = shares.GetValueOrDefault(key);
            shares[key] = (share + scores.Categories.Share(i), alike + scores.Weights[i] / all[key.Item2]);
        }
        for (var i = 0; i < unit.Length; i++)
        {
            var (share, alike) = shares[(unit[i], scores.Categories.Of[i])];
            if (share > 1 - 1e-9) lone[scores.Categories.Of[i]] = true;
            else if (unitsAround(i) is > 1 and var around) factors[i] = Factor(around, share, alike, scores.Options.Estimand.IsWeighted);
        }
        for (var k = 0; k < lone.Length; k++) lone[k] = lone[k] && RequireMore(scores, k);
        return new(factors, lone);
    }

    private static double Factor(int around, double share, double alike, bool weighted)
    {
        if (!weighted) return Math.Sqrt(Math.Max(1, (1 - 1.0 / around) / (1 - share)));
        return Math.Sqrt(Math.Max(1, (1 - 1.0 / around) / (1 - Math.Min(alike, share)))) * Math.Max(1, (1 - Math.Max(alike, 1.0 / around)) / (1 - share));
    }

    private static bool RequireMore(DesignedScores scores, int category)
    {
        if (scores.Options.Target != InferenceTarget.Superpopulation && scores.Categories.IsComplete(category)) return false;
        if (scores.Options.Singletons == SingletonStratum.Combine || scores.Categories.AreCells) return true;
        if (scores.Options.Estimand.CategoryField is not { } field)
            throw new SparseEvalException($"One unit has all the weight of '{scores.Options.Estimand}' among the {scores.Count} scored items; its variance is undefined. Raise the budget, use a design that " +
                "follows the weights ('unequal'), or set EstimationOptions.Singletons to SingletonStratum.Combine.");
        var name = scores.Sample.Frame.Benchmark.Items[scores.Index[scores.Categories.Of.Index().First(c => c.Item == category).Index]][field];
        throw new SparseEvalException($"Category '{name}' of '{field}' has scores of 1 unit alone; its variance is undefined. Stratify by '{field}', raise the budget, " +
            "or set EstimationOptions.Singletons to SingletonStratum.Combine.");
    }
}
