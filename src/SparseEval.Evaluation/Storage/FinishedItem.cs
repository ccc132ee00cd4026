namespace SparseEval.Evaluation;

/// <summary>What a run keeps in memory of a finished item; the answer itself stays in the journal.</summary>
internal sealed record FinishedItem
{
    public required string ItemId { get; init; }

    /// <summary>In [0, 1], or null where there is none.</summary>
    public required double? Score { get; init; }

    /// <summary>Score of each epoch, where the run asks for several; else null.</summary>
    public IReadOnlyList<double?>? Epochs { get; init; }

    public required ComputeCost Cost { get; init; }

    /// <summary>Why there is no answer, or null.</summary>
    public string? Error { get; init; }

    /// <summary>A judge's verdicts, one for each order of the answers; else null.</summary>
    public IReadOnlyList<double>? Verdicts { get; init; }

    /// <summary>What was read beside the request, or null.</summary>
    public string? Content { get; init; }

    /// <summary>Texts of this item, one an epoch, that ended at the most tokens.</summary>
    public int Truncated { get; init; }

    /// <summary>Of <see cref="Truncated"/>: those without any text.</summary>
    public int TruncatedEmpty { get; init; }

    /// <summary>True where there is no score because a judge's reply ended at its most tokens.</summary>
    public bool IsVerdictCut { get; init; }

    /// <summary>True where all options got one log-likelihood, false where they did not, null where there are none.</summary>
    public bool? Tied { get; init; }

    /// <summary>True where the cache answered.</summary>
    public bool Cached { get; init; }

    public bool IsFailed => Score is null;
}
