namespace SparseEval.Evaluation;

/// <summary>Draws without running.</summary>
internal static class RunPreviewer
{
    public static RunPreview Preview(RunPlan plan, CostForecast forecast)
    {
        var items = BudgetResolver.Resolve(plan, forecast);
        var sample = BudgetResolver.Draw(plan, items);
        return new RunPreview
        {
            Plan = plan,
            Sample = sample,
            ItemIds = [.. sample.Items.Select(item => plan.Frame.Benchmark.Items[item.Index].Id)],
            PredictedCost = forecast.Total(sample.Items.Select(item => item.Index)),
            PredictedFullCost = forecast.Total(Enumerable.Range(0, plan.Frame.Count)),
            PredictedHalfWidth = null,
        };
    }
}
