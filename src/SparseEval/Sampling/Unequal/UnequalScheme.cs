namespace SparseEval;

/// <summary>How a fixed-size sample with given unequal probabilities is drawn.</summary>
public enum UnequalScheme
{
    /// <summary>Independent draws given that they are n: the largest entropy; exact joint probabilities.</summary>
    ConditionalPoisson,

    /// <summary>Sampford's rejective design: nearly the same entropy; exact joint probabilities.</summary>
    Sampford,

    /// <summary>Systematic along predicted difficulty: spread over it besides; variance from successive differences.</summary>
    Systematic,
}
