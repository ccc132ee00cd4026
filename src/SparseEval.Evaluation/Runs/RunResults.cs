namespace SparseEval.Evaluation;

/// <summary>Items as they stand in records.</summary>
internal static class RunResults
{
    public static RunItem Item(Sample sample, SampledItem item, FinishedItem entry) => new()
    {
        Id = entry.ItemId,
        Stratum = sample.Strata[item.Stratum].Name,
        InclusionProbability = item.InclusionProbability,
        Score = entry.Score,
        Epochs = entry.Epochs,
        Cost = entry.Cost,
        Cached = entry.Cached,
        Content = entry.Content,
        Error = entry.Error,
    };

    /// <param name="plan">Says what is averaged.</param>
    /// <param name="record">Of the drawn items.</param>
    /// <param name="sample">Which were drawn.</param>
    /// <param name="entries">All items in the benchmark's order.</param>
    public static ValidationRecord Validated(RunPlan plan, RunRecord record, Sample sample, IReadOnlyList<FinishedItem> entries)
    {
        var drawn = sample.Items.Select(item => item.Index).ToHashSet();
        var weights = plan.Options.Estimand.Weights(plan.Frame.Benchmark);
        return new ValidationRecord
        {
            Run = record,
            FullScore = entries.Any(entry => entry.IsFailed) ? null : entries.Select((entry, i) => weights[i] * entry.Score!.Value).Sum(),
            Items = [.. entries.Select((entry, i) => new ValidatedItem(entry.ItemId, drawn.Contains(i), entry.Score, entry.Cost))],
            FullCost = entries.Aggregate(ComputeCost.Zero, (sum, entry) => sum + entry.Cost),
            FailedItems = entries.Count(entry => entry.IsFailed),
        };
    }
}
