namespace SparseEval.Evaluation;

/// <summary>The cost of a full run, one dimension at a time, from the engine's predictions and the drawn items' costs.</summary>
internal sealed class CostTotals(Sample sample, CostForecast forecast, IReadOnlyList<JournalEntry> entries, double confidence)
{
    /// <summary>
    /// The sum of the predictions where they cannot err: nothing is generated, and each item that ran cost just what was predicted. Else an estimate.
    /// </summary>
    public LedgerFigure? KnownOrEstimated(Func<ComputeCost, double> dimension)
    {
        if (!forecast.OnlyReads || !entries.Select((entry, i) => (entry, i)).All(Confirmed)) return Estimated(cost => dimension(cost));
        return new(forecast.Predicted.Sum(dimension), null, FigureBasis.Known);

        bool Confirmed((JournalEntry Entry, int Index) drawn) => drawn.Entry.IsFailed ||
            Agree(dimension(drawn.Entry.Completion.Cost), dimension(forecast.Predicted[sample.Items[drawn.Index].Index]));
    }

    /// <summary>The estimated total; null where an item's cost is not known in this dimension, or the sample carries no total.</summary>
    public LedgerFigure? Estimated(Func<ComputeCost, double?> dimension)
    {
        // What a failed item cost says nothing about what it would have cost.
        var costs = entries.Select(entry => entry.IsFailed ? null : dimension(entry.Completion.Cost)).ToList();
        if (entries.Where((entry, i) => !entry.IsFailed && costs[i] is null).Any()) return null;
        return confidence > 0 ? null : throw new SparseEvalException("Confidence must be above 0.");
    }

    private static bool Agree(double left, double right) => Math.Abs(left - right) <= 1e-9 * Math.Max(Math.Abs(left), Math.Abs(right));
}
