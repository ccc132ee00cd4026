namespace SparseEval.Evaluation;

/// <summary>The fewest items whose interval is forecast to be narrow enough.</summary>
internal static class HalfWidthBudget
{
    public static int Resolve(RunPlan plan) =>
        throw new SparseEvalException($"A budget of {plan.Budget} cannot be planned for design '{plan.Design.Name}'. Give a number of items.");
}
