namespace SparseEval.Evaluation;

/// <summary>What came of asking again about items one by one that the run asked about in batches.</summary>
public sealed record DeterminismRecord
{
    /// <summary>Items that were asked about again and answered, chosen at random by the run's seed.</summary>
    public required int Checked { get; init; }

    /// <summary>Items that were asked about again and got no answer.</summary>
    public required int Failed { get; init; }

    /// <summary>Items of <see cref="Checked"/> whose decision changed: another option is the likeliest, or the text is another.</summary>
    public required IReadOnlyList<string> Flipped { get; init; }

    /// <summary>Items of <see cref="Checked"/> whose score changed.</summary>
    public required int ScoresChanged { get; init; }

    /// <summary>Largest absolute difference of a log-probability of an option, in nats; null where no log-probabilities were compared.</summary>
    public required double? LargestDifference { get; init; }

    /// <summary>What the check cost; the ledger counts it as spent.</summary>
    public required ComputeCost Cost { get; init; }
}
