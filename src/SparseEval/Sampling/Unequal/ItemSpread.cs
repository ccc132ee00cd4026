namespace SparseEval;

/// <summary>What past models say about how unsure an item's score is.</summary>
public enum ItemSpread
{
    /// <summary>What a factor model of the history leaves unexplained: for estimators that use the history (regression).</summary>
    Residual,

    /// <summary>Around the item's mean over past models, sqrt(p (1 - p)) for right-or-wrong scores: where the history is not used again.</summary>
    Total,
}
