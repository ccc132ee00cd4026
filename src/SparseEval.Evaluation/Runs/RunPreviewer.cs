namespace SparseEval.Evaluation;

/// <summary>Draws without running.</summary>
internal static class RunPreviewer
{
    public static RunPreview Preview(RunPlan plan, CostForecast forecast)
    {
        var items = BudgetResolver.Resolve(plan, forecast);
        var sample = BudgetResolver.Draw(plan, items);
        var (width, diagnostics) = plan.Watch is null ? Forecast(plan, items) : (null, []);
        return new RunPreview
        {
            Plan = plan,
            Sample = sample,
            ItemIds = [.. sample.Items.Select(item => plan.Frame.Benchmark.Items[item.Index].Id)],
            PredictedCost = forecast.Total(sample.Items.Select(item => item.Index)),
            PredictedFullCost = forecast.Total(Enumerable.Range(0, plan.Frame.Count)),
            Forecast = width,
            Stop = plan.Watch is null ? null : StopForecaster.Of(plan, items),
            Diagnostics = diagnostics,
        };
    }

    private static (HalfWidthForecast? Forecast, IReadOnlyList<Diagnostic> Diagnostics) Forecast(RunPlan plan, int items)
    {
        try
        {
            return (HalfWidthBudget.Forecast(plan, items), []);
        }
        catch (SparseEvalException e)
        {
            return (null, [new("SPE0041", DiagnosticSeverity.Note, $"The half-width cannot be forecast: {e.Message}")]);
        }
    }
}
