namespace SparseEval.Evaluation;

/// <summary>Refuses plans whose watch could not mean what it says.</summary>
internal static class WatchCheck
{
    public static void Require(RunPlan plan)
    {
        if (plan.Watch is not { } watch) return;
        if (plan.Design.Name != Designs.SimpleRandom().Name)
            throw new SparseEvalException($"A run that stops early takes items in random order, and the plan draws by '{plan.Design.Name}'. Use the design 'simple-random'.");
        if (plan.Budget.Kind == BudgetKind.HalfWidth)
            throw new SparseEvalException("A target half-width fixes the number of items beforehand, and a run that stops early does not. Stop at the half-width instead, with a number of items as the budget.");
        if (plan.Options.Target != InferenceTarget.FullBenchmark || plan.Options.ClusterField is not null)
            throw new SparseEvalException("A run that stops early estimates this benchmark's full score from single items. Leave superpopulation and clusters out, or run a fixed size.");
        if (watch.Rules.Count == 0 && watch.Spending.Name is null)
            throw new SparseEvalException($"The run would never stop early: no rule and no spending limit was given. Give one of: {string.Join(", ", StoppingRules.All.Keys)}.");
        if (watch.Spending.Money is not null && plan.Prices is null)
            throw new SparseEvalException("The run is to stop when money is spent, and no prices were given. Give a price list; for an engine that says by itself what its answers cost, an empty one.");
        if (watch.Rules.FirstOrDefault(rule => rule.WatchesDifference) is { } paired && watch.Baseline is null)
            throw new SparseEvalException($"The rule '{paired.Name}' compares with another model, and no baseline was given. Give its scores.");
        if (watch.Rules.Where(rule => rule.WatchesDifference).Select(rule => rule.BaselineShare).Distinct().Count() > 1)
            throw new SparseEvalException("The run watches the difference to its baseline and, by another rule, to a share of it. Keep one of the two.");
        if (watch.Baseline is { } baseline && baseline.Scores.Count != plan.Frame.Count)
            throw new SparseEvalException($"The baseline '{baseline.Name}' has {baseline.Scores.Count} scores and the benchmark {plan.Frame.Count} items. Give one for each.");
    }
}
