namespace SparseEval;

/// <summary>
/// Repeated confidence intervals at looks of growing size: the regression (or plain) estimate has, for large samples, independent increments in information 1 / V, so critical
/// values with a chosen division of the error hold at all looks together. Much shorter than betting, and asymptotic.
/// </summary>
/// <remarks>
/// Lan and DeMets (1983); Jennison and Turnbull (1989, 2000). With a planned half-width h the clock is (h / half-width of a single look)^2 and, as soon as all the error left
/// would give h, it is spent: the decision depends on information alone. Without one, alpha sqrt(n / N) is spent by n items and information is n / (1 - n/N).
/// </remarks>
internal sealed class GroupSequentialSequence(GroupSequentialOptions options) : IConfidenceSequence
{
    public string Name => "group-sequential";

    public bool IsExact => false;

    public ISequenceRun Begin(SequencePlan plan) => plan.Chances is null && plan.Estimand.IsItemWeighted
        ? new GroupSequentialRun(plan, options, SequenceFactors.OfOrNone(plan))
        : throw new SparseEvalException("The sequence 'group-sequential' needs a random order with equal chances and the item-weighted score. Use 'betting' for others.");
}
