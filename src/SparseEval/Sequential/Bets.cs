namespace SparseEval;

/// <summary>How much a betting sequence stakes against each candidate value.</summary>
public enum Bets
{
    /// <summary>(aim - m) / (variance + (aim - m)^2): the stake that would have grown fastest so far, to second order; its sign follows the evidence.</summary>
    ApproximateKelly,

    /// <summary>sqrt(2 log(2 / alpha) / (variance t log(1 + t))) on either side, whatever the candidate (predictable plug-in mixture).</summary>
    PredictableMixture,
}
