namespace SparseEval.Evaluation;

/// <summary>Adds up what was spent and estimates what a full run would have cost.</summary>
internal static class LedgerBuilder
{
    public static ComputeLedger Build(RunPlan plan, Sample sample, CostForecast forecast, LedgerInput input)
    {
        var spent = Spent(input);
        var full = Full(sample, forecast, input, plan.Options.Confidence);
        return new ComputeLedger
        {
            Spent = spent,
            Full = full,
            Saved = Saved(full, spent, input.Planning),
            CachedItems = input.Entries.Count(entry => entry.Cached),
            FailedItems = input.Entries.Count(entry => entry.IsFailed),
            PlanningSeconds = input.Planning.TotalSeconds,
        };
    }

    private static LedgerEntry Spent(LedgerInput input)
    {
        var ran = input.Entries.Where(entry => !entry.Cached).ToList();
        var drawn = input.Entries.Select(entry => entry.ItemId).ToHashSet(StringComparer.Ordinal);
        var cost = ran.Concat(input.EarlierAttempts.Where(entry => !entry.Cached && drawn.Contains(entry.ItemId)))
            .Aggregate(ComputeCost.Zero, (sum, entry) => sum + entry.Completion.Cost);
        return new LedgerEntry
        {
            Items = Measured(ran.Count),
            InputTokens = Measured(cost.InputTokens),
            OutputTokens = Measured(cost.OutputTokens),
            ForwardFlops = Measured(cost.ForwardFlops),
            EngineSeconds = Measured(cost.EngineTime.TotalSeconds),
            EnergyJoules = cost.EnergyJoules is { } joules ? Measured(joules) : null,
        };
    }

    private static LedgerEntry Full(Sample sample, CostForecast forecast, LedgerInput input, double confidence)
    {
        var totals = new CostTotals(sample, forecast, input.Entries, confidence);
        return new LedgerEntry
        {
            Items = new(sample.Frame.Count, null, FigureBasis.Known),
            InputTokens = totals.KnownOrEstimated(cost => cost.InputTokens),
            OutputTokens = totals.KnownOrEstimated(cost => cost.OutputTokens),
            ForwardFlops = totals.KnownOrEstimated(cost => cost.ForwardFlops),
            EngineSeconds = totals.Estimated(cost => cost.EngineTime.TotalSeconds),
            EnergyJoules = totals.Estimated(cost => cost.EnergyJoules),
        };
    }

    private static SavedCompute Saved(LedgerEntry full, LedgerEntry spent, TimeSpan planning)
    {
        var saved = new LedgerEntry
        {
            Items = full.Items.Less(spent.Items.Value),
            InputTokens = full.InputTokens?.Less(spent.InputTokens!.Value),
            OutputTokens = full.OutputTokens?.Less(spent.OutputTokens!.Value),
            ForwardFlops = full.ForwardFlops?.Less(spent.ForwardFlops!.Value),
            EngineSeconds = full.EngineSeconds?.Less(spent.EngineSeconds!.Value + planning.TotalSeconds),
            EnergyJoules = spent.EnergyJoules is { } joules ? full.EnergyJoules?.Less(joules.Value) : null,
        };
        var tokens = full.InputTokens?.Value + full.OutputTokens?.Value;
        return new(saved, tokens > 0 ? (saved.InputTokens?.Value + saved.OutputTokens?.Value) / tokens : null);
    }

    private static LedgerFigure Measured(double value) => new(value, null, FigureBasis.Measured);
}
