namespace SparseEval.Evaluation;

/// <summary>The parts of a cost that are paid by lists of their own.</summary>
/// <param name="Model">What answers took.</param>
/// <param name="Judge">What grading them took.</param>
internal sealed record CostSides(ComputeCost Model, ComputeCost Judge)
{
    public static CostSides Of(ComputeCost cost) => cost.Sides ?? new(cost, ComputeCost.Zero);

    public static CostSides operator +(CostSides left, CostSides right) => new(left.Model + right.Model, left.Judge + right.Judge);
}
