namespace SparseEval.Evaluation;

/// <summary>What work costs by a plan's lists, worked out when it is asked for: a cache and a journal hold what money depends on, and no money but what an engine itself said.</summary>
internal static class PlanPrices
{
    /// <summary>The cost with its money, where the plan has prices.</summary>
    public static ComputeCost Paid(RunPlan plan, ComputeCost cost) => plan.Prices is { } prices && cost != ComputeCost.Zero ? cost with { Money = Of(prices, plan.JudgePrices ?? prices, cost) } : cost;

    private static double? Of(PriceList model, PriceList judge, ComputeCost cost) => cost.Sides is not { } sides ? model.Of(cost)
        : sides.Model == ComputeCost.Zero ? judge.Of(sides.Judge)
        : sides.Judge == ComputeCost.Zero ? model.Of(sides.Model)
        : model.Of(sides.Model) + judge.Of(sides.Judge);
}
