namespace SparseEval;

/// <summary>How anchor items are chosen. None of these draws at random.</summary>
public enum AnchorMethod
{
    /// <summary>Items that, under a Gaussian factor model of the history, leave the least variance of the full score, one after the other.</summary>
    VarianceReduction,

    /// <summary>Medoids of items by correlation of past models' scores; each stands for the items nearest to it.</summary>
    KMedoids,

    /// <summary>Items nearest to the centres of groups in the space of mean score and history factors; each stands for its group.</summary>
    KMeans,

    /// <summary>Items on which past models disagree most.</summary>
    Disagreement,

    /// <summary>Swaps that lower the error of predicting past models' full scores, each left out in turn, from their scores on the anchors by ridge regression.</summary>
    Gradient,
}
