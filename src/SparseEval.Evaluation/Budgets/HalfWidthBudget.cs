namespace SparseEval.Evaluation;

/// <summary>Half-widths of a plan, forecast by the core.</summary>
internal static class HalfWidthBudget
{
    /// <summary>The fewest items whose interval is forecast to be narrow enough for 90 % of past models.</summary>
    public static int Resolve(RunPlan plan) => SampleSizeForecast.Of(ForecastPlan(plan), plan.Budget.Amount).Budget;

    public static HalfWidthForecast Forecast(RunPlan plan, int items) => HalfWidthForecast.Of(ForecastPlan(plan), items);

    private static ForecastPlan ForecastPlan(RunPlan plan) => new()
    {
        Frame = plan.Frame,
        Design = plan.Design,
        Estimator = plan.Estimator,
        Seed = plan.Seed,
        Options = plan.Options,
    };
}
