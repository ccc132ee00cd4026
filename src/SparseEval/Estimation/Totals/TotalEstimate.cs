namespace SparseEval;

/// <summary>An estimate of the sum of some quantity over all items of the benchmark, in the quantity's own unit.</summary>
public sealed record TotalEstimate
{
    /// <summary>The estimated sum over all N items.</summary>
    public required double Value { get; init; }

    /// <summary>Standard error of <see cref="Value"/>, or null where it cannot be said.</summary>
    public required double? StandardError { get; init; }

    /// <summary>The interval, or null where none holds; a diagnostic then says why.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>Sum over the items that were observed.</summary>
    public required double Observed { get; init; }

    /// <summary>Number of items observed.</summary>
    public required int SampleSize { get; init; }

    /// <summary>Number of items, N.</summary>
    public required int PopulationSize { get; init; }

    /// <summary>Estimator and design.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before using the number.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
