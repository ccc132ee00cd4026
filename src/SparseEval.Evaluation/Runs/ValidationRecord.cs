namespace SparseEval.Evaluation;

/// <summary>A run, and what the items that it left out say about it.</summary>
public sealed record ValidationRecord
{
    /// <summary>The run over the drawn items.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The full score over all N items by the plan's estimand, or null where an item has none (missing is never 0).</summary>
    public required double? FullScore { get; init; }

    /// <summary>All N items in the benchmark's order.</summary>
    public required IReadOnlyList<ValidatedItem> Items { get; init; }

    /// <summary>What all N items cost, those from the cache at their original cost.</summary>
    public required ComputeCost FullCost { get; init; }

    /// <summary>Items without a score.</summary>
    public required int FailedItems { get; init; }

    /// <summary>True where the run's interval holds the full score; null where either is missing.</summary>
    public bool? IsCovered => FullScore is { } full && Run.Estimate.Interval is { } interval ? interval.Contains(full) : null;

    /// <summary>Estimate less full score, or null where the full score is missing.</summary>
    public double? EstimateError => FullScore is { } full ? Run.Estimate.Value - full : null;
}

/// <summary>An item of a full run.</summary>
/// <param name="Id">Id in the benchmark.</param>
/// <param name="Drawn">True where the sample holds it.</param>
/// <param name="Score">In [0, 1], or null where it has none.</param>
/// <param name="Cost">What its answer cost when the engine gave it.</param>
public sealed record ValidatedItem(string Id, bool Drawn, double? Score, ComputeCost Cost);
