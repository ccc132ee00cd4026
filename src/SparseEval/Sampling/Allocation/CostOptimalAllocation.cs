namespace SparseEval;

/// <summary>n_h ~ N_h S_h / sqrt(c_h), c_h the stratum's mean predicted cost: the most precision for the cost, at a given number of items.</summary>
/// <remarks>
/// Cochran (1977), 5.5; as whole numbers by priorities. S_h as in <see cref="NeymanAllocation"/>, the same for all strata without a history. A stratum whose share would exceed its size is
/// taken whole and the rest divided among the others, which the priorities do by themselves.
/// </remarks>
internal sealed class CostOptimalAllocation : IAllocation
{
    public string Name => "cost-optimal";

    public int PilotItems => 0;

    public IReadOnlyList<int> Allocate(AllocationInput input)
    {
        var (history, cost) = (input.Frame.History, input.Frame.PredictedCost);
        if (history is null && cost is null) throw new SparseEvalException("Cost-optimal allocation needs predicted costs, past models' scores, or both, and the frame has neither. Use 'proportional'.");
        var deviations = history is null ? [.. input.Strata.Select(_ => 1.0)] : NeymanAllocation.Deviations(history, input);
        return PriorityAllocation.Divide(input, [.. deviations.Select((s, h) => s / Math.Sqrt(cost is null ? 1 : input.Strata[h].Items.Average(i => cost[i])))]);
    }
}
