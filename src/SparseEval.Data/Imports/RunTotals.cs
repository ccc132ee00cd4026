namespace SparseEval.Data;

/// <summary>What a run's scores come to, in one pass; a cost is null where no item says it.</summary>
internal readonly record struct RunTotals(int Scored, double? MeanScore, double? InputTokens, double? OutputTokens, double? Seconds, double? Usd)
{
    public static RunTotals Of(IEnumerable<ImportedScore> scores)
    {
        var (scored, sum, costs) = (0, 0.0, default(RunCosts));
        foreach (var one in scores)
        {
            if (one.Score is { } score) (scored, sum) = (scored + 1, sum + score);
            costs = new(Plus(costs.InputTokens, one.InputTokens), Plus(costs.OutputTokens, one.OutputTokens), Plus(costs.Seconds, one.Seconds), Plus(costs.Usd, one.Usd));
        }
        return new(scored, scored > 0 ? sum / scored : null, costs.InputTokens, costs.OutputTokens, costs.Seconds, costs.Usd);
    }

    private static double? Plus(double? sum, double? amount) => amount is null ? sum : (sum ?? 0) + amount;
}
