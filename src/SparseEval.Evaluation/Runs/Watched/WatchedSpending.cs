namespace SparseEval.Evaluation;

/// <summary>What a watched run has spent so far, as its limits count it.</summary>
internal sealed class WatchedSpending(RunPlan plan)
{
    private ComputeCost _spent = ComputeCost.Zero;
    private (double Money, long Tokens) _most;

    /// <summary>The sum with the items of a batch.</summary>
    /// <exception cref="SparseEvalException">Something is limited that an item which answered does not say.</exception>
    public ComputeCost With(IEnumerable<FinishedItem> batch)
    {
        foreach (var entry in batch.Where(entry => !entry.Cached)) _spent += Counted(entry);
        plan.Watch!.Spending.RequireKnown(_spent);
        return _spent;
    }

    /// <summary>
    /// An item that failed without saying its cost counts as much as the dearest before it: a limit is there to be kept. So do attempts that an answered item lost on its way, beside what its answer took.
    /// </summary>
    private ComputeCost Counted(FinishedItem entry)
    {
        var cost = PlanPrices.Paid(plan, entry.Cost);
        if (entry.IsFailed)
            return cost with { Money = plan.Prices is null ? cost.Money : cost.Money ?? _most.Money, InputTokens = cost.TokensUnknown ? _most.Tokens : cost.InputTokens, TokensUnknown = false };
        if (cost is { TokensUnknown: true, InputTokens: > 0 } && _most.Tokens > 0)
        {
            var answered = PlanPrices.Paid(plan, entry.Cost with { TokensUnknown = false });
            return answered with { Money = answered.Money + _most.Money, InputTokens = cost.InputTokens + _most.Tokens };
        }
        if (!cost.TokensUnknown) _most = (Math.Max(_most.Money, cost.Money ?? 0), Math.Max(_most.Tokens, cost.InputTokens + cost.OutputTokens));
        return cost;
    }
}
