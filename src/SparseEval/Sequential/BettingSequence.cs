namespace SparseEval;

/// <summary>See <see cref="Wealth"/>; holds for any scores in [0, 1] and any number of items.</summary>
internal sealed class BettingSequence(BettingOptions options) : IConfidenceSequence
{
    public string Name => "betting";

    public bool IsExact => true;

    public ISequenceRun Begin(SequencePlan plan) => new BettingRun(plan, options, Name, factors: null);
}
