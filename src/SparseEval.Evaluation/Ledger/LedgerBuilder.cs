namespace SparseEval.Evaluation;

/// <summary>Adds up what was spent and estimates what a full run would have cost.</summary>
internal static class LedgerBuilder
{
    public static ComputeLedger Build(RunPlan plan, Sample sample, CostForecast forecast, LedgerInput input)
    {
        // Where every item ran, each was run as in a full run.
        var inFull = sample.Count < sample.Frame.Count ? input with { Entries = [.. input.Entries.Select((entry, i) => forecast.AsInFull(entry, sample.Items[i].Index))] } : input;
        input = Priced(plan, input);
        var spent = Spent(input);
        var full = Full(sample, forecast, Priced(plan, inFull), plan);
        var cached = input.Entries.Where(entry => entry.Cached).Sum(entry => entry.Cost.InputTokens + entry.Cost.OutputTokens);
        var saved = Saved(full, spent, input.Planning, cached);
        return new ComputeLedger
        {
            Spent = spent,
            Full = full,
            Saved = saved,
            Predicted = Predicted(forecast, plan),
            Currency = plan.Prices?.Currency ?? (full.Money is null && spent.Money is null ? null : "USD"),
            BreakEven = BreakEven.Of(plan.HistoryCost, saved.Figures),
            CachedItems = input.Entries.Count(entry => entry.Cached),
            FailedItems = input.Entries.Count(entry => entry.IsFailed),
            PlanningSeconds = input.Planning.TotalSeconds,
            CheckTokens = input.Checks.InputTokens + input.Checks.OutputTokens,
            ProbeTokens = input.Probes.InputTokens + input.Probes.OutputTokens,
            FromCache = FromCache(input),
        };
    }

    /// <summary>What has no price of its own gets it from the plan's lists.</summary>
    private static LedgerInput Priced(RunPlan plan, LedgerInput input)
    {
        // An engine that prices its items itself says nothing of the time before them.
        if (plan.Prices is null) return input.Checked is { Money: null, IsTimeAlone: true } start && start != ComputeCost.Zero ? input with { Checked = start with { Money = 0 } } : input;
        FinishedItem Price(FinishedItem entry) => entry with { Cost = PlanPrices.Paid(plan, entry.Cost) };
        return input with { Entries = [.. input.Entries.Select(Price)], EarlierAttempts = [.. input.EarlierAttempts.Select(Price)], Checked = Paid(input.Checked), Probed = Paid(input.Probed) };

        ComputeCost? Paid(ComputeCost? cost) => cost is null ? null : PlanPrices.Paid(plan, cost);
    }

    private static LedgerEntry Predicted(CostForecast forecast, RunPlan plan)
    {
        var all = forecast.InFull.Aggregate(ComputeCost.Zero, (sum, cost) => sum + PlanPrices.Paid(plan, cost));
        LedgerFigure Figure(double value) => new(value, null, FigureBasis.Predicted);
        return new()
        {
            Items = new(forecast.Predicted.Count, null, FigureBasis.Known),
            InputTokens = Figure(all.InputTokens),
            OutputTokens = Figure(all.OutputTokens),
            ForwardFlops = Figure(all.ForwardFlops),
            EngineSeconds = all.EngineTime > TimeSpan.Zero ? Figure(all.EngineTime.TotalSeconds) : null,
            // Without a prediction of time, a price an hour cannot be predicted either.
            Money = all.Money is { } money && (all.EngineTime > TimeSpan.Zero || (plan.Prices is not { EngineHour: > 0 } && plan.JudgePrices is not { EngineHour: > 0 })) ? Figure(money) : null,
        };
    }

    private static LedgerEntry? FromCache(LedgerInput input)
    {
        var cached = input.Entries.Where(entry => entry.Cached).ToList();
        return cached.Count == 0 ? null : Entry(cached.Count, cached.Aggregate(ComputeCost.Zero, (sum, entry) => sum + entry.Cost));
    }

    private static LedgerEntry Spent(LedgerInput input)
    {
        var ran = input.Entries.Where(entry => !entry.Cached).ToList();
        var drawn = input.Entries.Select(entry => entry.ItemId).ToHashSet(StringComparer.Ordinal);
        var cost = ran.Concat(input.EarlierAttempts.Where(entry => !entry.Cached && drawn.Contains(entry.ItemId)))
            .Aggregate(input.Checks, (sum, entry) => sum + entry.Cost);
        return Entry(ran.Count, cost);
    }

    private static LedgerEntry Entry(int items, ComputeCost cost) => new()
    {
        Items = Measured(items),
        InputTokens = cost.TokensUnknown ? null : Counted(cost.InputTokens, cost),
        OutputTokens = cost.TokensUnknown ? null : Counted(cost.OutputTokens, cost),
        ForwardFlops = Counted(cost.ForwardFlops, cost),
        EngineSeconds = Measured(cost.EngineTime.TotalSeconds),
        CachedTokens = cost.TokensUnknown ? null : Measured(cost.CachedTokens),
        Money = cost.Money is { } money ? Counted(money, cost) : null,
        EnergyJoules = cost.EnergyJoules is { } joules ? Measured(joules) : null,
    };

    private static LedgerEntry Full(Sample sample, CostForecast forecast, LedgerInput input, RunPlan plan)
    {
        var totals = new CostTotals(sample, forecast, input.Entries, plan.Options.Confidence) { HasIntervals = plan.Watch is null };
        // Of a failed item nothing is taken here.
        var counted = !input.Entries.Any(entry => entry.Cost.TokensUnknown && !entry.IsFailed);
        var guessed = input.Entries.Any(entry => entry.Cost.TokensEstimated);
        LedgerFigure? Said(LedgerFigure? figure) => guessed && figure is not null ? figure with { Basis = FigureBasis.Estimated } : figure;
        return new LedgerEntry
        {
            Items = new(sample.Frame.Count, null, FigureBasis.Known),
            InputTokens = counted ? Said(totals.KnownOrEstimated(cost => cost.InputTokens)) : null,
            OutputTokens = counted ? Said(totals.KnownOrEstimated(cost => cost.OutputTokens)) : null,
            ForwardFlops = Said(totals.KnownOrEstimated(cost => cost.ForwardFlops)),
            EngineSeconds = totals.Estimated(cost => cost.EngineTime.TotalSeconds),
            CachedTokens = input.Entries.Any(entry => entry.Cost.CachedTokens > 0) ? totals.Estimated(cost => cost.CachedTokens) : null,
            Money = Said(totals.Estimated(cost => cost.Money)),
            EnergyJoules = totals.Estimated(cost => cost.EnergyJoules),
        };
    }

    private static SavedCompute Saved(LedgerEntry full, LedgerEntry spent, TimeSpan planning, long cachedTokens)
    {
        var saved = new LedgerEntry
        {
            Items = full.Items.Less(spent.Items.Value),
            InputTokens = Less(full.InputTokens, spent.InputTokens),
            OutputTokens = Less(full.OutputTokens, spent.OutputTokens),
            ForwardFlops = Less(full.ForwardFlops, spent.ForwardFlops),
            EngineSeconds = full.EngineSeconds?.Less(spent.EngineSeconds!.Value + planning.TotalSeconds),
            CachedTokens = Less(full.CachedTokens, spent.CachedTokens),
            Money = Less(full.Money, spent.Money),
            EnergyJoules = Less(full.EnergyJoules, spent.EnergyJoules),
        };
        var tokens = full.InputTokens?.Value + full.OutputTokens?.Value;
        return new(saved, tokens > 0 ? (saved.InputTokens?.Value + saved.OutputTokens?.Value) / tokens : null) { CacheTokenShare = tokens > 0 ? cachedTokens / tokens.Value : 0 };
    }

    private static LedgerFigure? Less(LedgerFigure? full, LedgerFigure? spent) => spent is null ? null : full?.Less(spent.Value);

    /// <summary>By tokens, which some engines can only guess.</summary>
    private static LedgerFigure Counted(double value, ComputeCost cost) => new(value, null, cost.TokensEstimated ? FigureBasis.Estimated : FigureBasis.Measured);

    private static LedgerFigure Measured(double value) => new(value, null, FigureBasis.Measured);
}
