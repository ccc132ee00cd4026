namespace SparseEval;

/// <summary>The factors of a plan's history: those given with the plan, or made here.</summary>
internal static class SequenceFactors
{
    public static ItemFactors Of(SequencePlan plan, string name) => plan.Frame.History is not null ? OfOrNone(plan) : throw new SparseEvalException(
        $"The sequence '{name}' needs past models' scores and the frame has none. Give a history, or use 'betting'.");

    public static ItemFactors OfOrNone(SequencePlan plan) =>
        plan.Factors ?? (plan.Frame.History is { } history ? ItemFactors.Of(history) : ItemFactors.None(plan.Frame.Count));
}
