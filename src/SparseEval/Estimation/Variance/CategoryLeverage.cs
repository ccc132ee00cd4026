namespace SparseEval;

/// <summary>
/// What a unit's own pull on its category's mean takes from its deviation. Where categories cut through the strata the deviations from the category's mean are too
/// small by 1 - s, s the unit's share of that mean; n_h / (n_h - 1) of the design variance restores 1 - 1 / n_h of it, and the factor the rest.
/// </summary>
/// <remarks>
/// For simple random sampling of items the variance becomes (1 - f) sum omega_k^2 s_k^2 / n_k, the poststratified one given the counts (Holt and Smith 1979); plain
/// linearisation (R's svyby) has (n_k - 1) / n_k of each term, half for a category with two items and nothing for one.
/// </remarks>
/// <param name="Factors">Of each scored item, at least 1; 1 where categories are strata or unions of them.</param>
/// <param name="Lone">Categories that one unit alone stands for, though more of them exist.</param>
internal sealed record CategoryLeverage(double[] Factors, bool[] Lone)
{
    public static CategoryLeverage Of(DesignedScores scores, int[] unit, Func<int, int> unitsAround)
    {
        var factors = Enumerable.Repeat(1.0, scores.Count).ToArray();
        var lone = new bool[scores.Categories];
        if (scores.Categories == 1) return new(factors, lone);
        var shares = new Dictionary<(int, int), double>();
        for (var i = 0; i < unit.Length; i++)
        {
            var key = (unit[i], scores.Category[i]);
            shares[key] = shares.GetValueOrDefault(key) + scores.ShareOfCategory(i);
        }
        for (var i = 0; i < unit.Length; i++)
        {
            var share = shares[(unit[i], scores.Category[i])];
            var around = unitsAround(i);
            if (share > 1 - 1e-9) lone[scores.Category[i]] = true;
            else if (around > 1) factors[i] = Math.Sqrt(Math.Max(1, (1 - 1.0 / around) / (1 - share)));
        }
        for (var k = 0; k < lone.Length; k++) lone[k] = lone[k] && RequireMore(scores, k);
        return new(factors, lone);
    }

    private static bool RequireMore(DesignedScores scores, int category)
    {
        if (scores.Options.Target == InferenceTarget.FullBenchmark && scores.IsComplete(category)) return false;
        if (scores.Options.Singletons == SingletonStratum.Combine || scores.HasCells) return true;
        var field = scores.Options.Estimand.CategoryField!;
        var name = scores.Sample.Frame.Benchmark.Items[scores.Index[scores.Category.Index().First(c => c.Item == category).Index]][field];
        throw new SparseEvalException($"Category '{name}' of '{field}' has scores of 1 unit alone; its variance is undefined. Stratify by '{field}', raise the budget, " +
            "or set EstimationOptions.Singletons to SingletonStratum.Combine.");
    }
}
