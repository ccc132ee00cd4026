namespace SparseEval;

/// <summary>
/// Betting on signals that carry predictions: a ridge regression of the scores so far on the factors of the history, refitted when a tenth more items are in. The factors' spreads
/// are learned from past models, so a useless history predicts the mean alone and costs nothing.
/// </summary>
internal sealed class PredictedBettingSequence(BettingOptions options) : IConfidenceSequence
{
    public string Name => "betting-predictions";

    public bool IsExact => true;

    public ISequenceRun Begin(SequencePlan plan) => new BettingRun(plan, options, Name, SequenceFactors.Of(plan, Name));
}
