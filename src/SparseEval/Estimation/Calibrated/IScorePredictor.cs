namespace SparseEval;

/// <summary>Predicts full scores from the scores on sampled items, having learnt from past models. Immutable; what it learns from a history is kept with the history.</summary>
internal interface IScorePredictor
{
    string Name { get; }

    /// <summary>Prepares for the scored items of a sample.</summary>
    /// <param name="scores">The scored items, whose scores play no part.</param>
    /// <param name="history">Past models, columns in the benchmark's order.</param>
    /// <exception cref="SparseEvalException">The history is too small.</exception>
    ISamplePredictor For(DesignedScores scores, ResponseMatrix history);
}
