namespace SparseEval.Evaluation;

/// <summary>The cost of a full run, one dimension at a time, from the engine's predictions and the drawn items' costs.</summary>
internal sealed class CostTotals(Sample sample, CostForecast forecast, IReadOnlyList<FinishedItem> entries, double confidence)
{
    /// <summary>False where the number of items depended on what was seen: an interval of a fixed sample does not hold then.</summary>
    public bool HasIntervals { get; init; } = true;

    /// <summary>
    /// What multiple choice costs is the sum of the predictions, as long as each such item that ran cost just what was predicted; only what is
    /// generated is then estimated, by the ratio of observed to predicted cost. Where a prediction erred, all of it is estimated so.
    /// </summary>
    public LedgerFigure? KnownOrEstimated(Func<ComputeCost, double> dimension)
    {
        if (Everything(cost => cost.TokensUnknown ? null : dimension(cost)) is { } measured) return measured;
        var predicted = forecast.InFull.Select(dimension).ToArray();
        if (!entries.Select((entry, i) => IsConfirmed(entry, sample.Items[i].Index, dimension)).All(confirmed => confirmed))
            return Total([.. entries.Select(entry => entry.IsFailed ? null : (double?)dimension(entry.Cost))], predicted);
        var known = predicted.Where((_, i) => !Generates(i)).Sum();
        if (forecast.OnlyReads) return new(known, null, FigureBasis.Known);
        var observed = entries.Select((entry, i) => entry.IsFailed ? null : Generates(sample.Items[i].Index) ? dimension(entry.Cost) : (double?)0);
        return Total([.. observed], [.. predicted.Select((cost, i) => Generates(i) ? cost : 0)])?.Less(-known);
    }

    /// <summary>The total by the ratio of observed cost to predicted work; null where an item's cost is not known or the sample carries no total.</summary>
    public LedgerFigure? Estimated(Func<ComputeCost, double?> dimension)
    {
        if (Everything(dimension) is { } measured) return measured;
        // What a failed item cost says nothing about what it would have cost.
        var costs = entries.Select(entry => entry.IsFailed ? null : dimension(entry.Cost)).ToList();
        if (entries.Where((entry, i) => !entry.IsFailed && costs[i] is null).Any()) return null;
        return Total(costs, [.. Enumerable.Range(0, sample.Frame.Count).Select(forecast.WorkInFull)]);
    }

    /// <summary>Where every item ran, failed ones too, the full run is this one; null elsewhere, and where what one of them cost is not known.</summary>
    private LedgerFigure? Everything(Func<ComputeCost, double?> dimension)
    {
        if (entries.Count < sample.Frame.Count) return null;
        var costs = entries.Select(entry => dimension(entry.Cost)).ToList();
        return costs.Contains(null) ? null : new(costs.Sum()!.Value, null, FigureBasis.Measured);
    }

    private LedgerFigure? Total(IReadOnlyList<double?> observed, IReadOnlyList<double> auxiliary)
    {
        try
        {
            var total = DesignBasedTotal.Estimate(sample, observed, auxiliary.Sum() > 0 ? auxiliary : null, confidence);
            return total.SampleSize == total.PopulationSize
                ? new(total.Value, null, FigureBasis.Measured)
                : new(total.Value, HasIntervals ? total.Interval : null, FigureBasis.Estimated);
        }
        catch (SparseEvalException)
        {
            // No item of a stratum answered, or none that generates was drawn: then the total cannot be said.
            return null;
        }
    }

    private bool Generates(int position) => forecast.Generates(position);

    private bool IsConfirmed(FinishedItem entry, int position, Func<ComputeCost, double> dimension)
    {
        if (entry.IsFailed || Generates(position)) return true;
        var (observed, predicted) = (dimension(entry.Cost), dimension(forecast.InFull[position]));
        return Math.Abs(observed - predicted) <= 1e-9 * Math.Max(Math.Abs(observed), Math.Abs(predicted));
    }
}
