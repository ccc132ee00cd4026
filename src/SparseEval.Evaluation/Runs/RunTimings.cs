namespace SparseEval.Evaluation;

/// <summary>When and how long; these differ between runs that are otherwise equal.</summary>
public sealed record RunTimings
{
    /// <summary>When the run was begun, before any resume.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the record was made.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Wall time of all processes that worked on the run; for a killed one, until its last commit.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Of <see cref="Wall"/>: predicting costs, drawing, dividing into batches.</summary>
    public required TimeSpan Planning { get; init; }

    /// <summary>Number of processes that worked on it; 1 for an undisturbed run.</summary>
    public required int Sessions { get; init; }
}
