namespace SparseEval;

/// <summary>Closed form, no grid: the predictable mixture of empirical Bernstein bounds without replacement, alpha / 2 a side, with running intersection.</summary>
internal sealed class EmpiricalBernsteinSequence : IConfidenceSequence
{
    public string Name => "empirical-bernstein";

    public bool IsExact => true;

    public ISequenceRun Begin(SequencePlan plan) => plan.Chances is null && plan.Estimand.IsItemWeighted ? new EmpiricalBernsteinRun(plan)
        : throw new SparseEvalException("The sequence 'empirical-bernstein' needs a random order with equal chances and the item-weighted score. Use 'betting' for others.");
}
