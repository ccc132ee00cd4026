namespace SparseEval;

/// <summary>What past models' scores hold against an item.</summary>
public enum ItemFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every past model has the same score: the item tells none of them apart.</summary>
    Dead,

    /// <summary>Models that score higher elsewhere score lower here, beyond what chance explains among all items.</summary>
    NegativeDiscrimination,

    /// <summary>The same, and the strongest quarter of the models mostly fails and does worse than the weakest quarter: the target may be wrong.</summary>
    SuspectedKey,
}
