namespace SparseEval.Evaluation;

/// <summary>Refuses plans whose epochs could not mean what they say.</summary>
internal static class EpochCheck
{
    private const int Most = 10_000;

    public static void Require(RunPlan plan)
    {
        if (plan.Epochs is < 1 or > Most) throw new SparseEvalException($"{plan.Epochs} epochs were asked for; give 1 to {Most}.");
        if (plan.Options.Target == InferenceTarget.ExpectedScore && plan.Epochs == 1)
            throw new SparseEvalException("The score expected over epochs needs at least two epochs an item, and this run asks each item once. Ask for more (--epochs 3 with --temperature), or estimate the score as run.");
    }

    /// <summary>Of a benchmark whose items are all answered in one way.</summary>
    public static void Require(RunPlan plan, IReadOnlyList<EngineRequest> requests)
    {
        if (plan.Epochs > 1 && !requests.Any(request => request is GenerationRequest { Epochs: > 1 }))
            throw new SparseEvalException($"{plan.Epochs} epochs were asked for, and every item would be answered the same each time: options are scored by log-likelihood and texts generated greedily. " +
                "Set a temperature above 0 (--temperature) for generated answers, or leave the epochs out.");
    }
}
