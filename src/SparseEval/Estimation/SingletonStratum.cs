namespace SparseEval;

/// <summary>What to do with a stratum that has one scored unit of several, so that its variance is undefined.</summary>
public enum SingletonStratum
{
    /// <summary>Refuse, and name the stratum.</summary>
    Error,

    /// <summary>Join it with its neighbour in the order of strata for the variance alone, which then errs on the large side; a warning says so.</summary>
    Combine,
}
