namespace SparseEval;

/// <summary>How many items a wanted half-width takes, said before anything is spent.</summary>
/// <param name="Budget">The smallest number of items found whose forecast 90th percentile is at most the target.</param>
/// <param name="Forecast">The forecast at that number.</param>
public sealed record SampleSizeForecast(int Budget, HalfWidthForecast Forecast)
{
    /// <summary>Searches by halving between the least budget of the design and N, taking the forecast as falling in the number of items.</summary>
    /// <param name="plan">The run without its number of items.</param>
    /// <param name="halfWidth">Wanted half-width on the scale of scores, in (0, 0.5).</param>
    /// <exception cref="SparseEvalException">The half-width is out of range, or the design gives no interval.</exception>
    public static SampleSizeForecast Of(ForecastPlan plan, double halfWidth) => Of(plan, [halfWidth])[0];

    /// <summary>The same for several half-widths, whose searches share the forecasts that they have in common.</summary>
    /// <param name="plan">The run without its number of items.</param>
    /// <param name="halfWidths">Wanted half-widths on the scale of scores, each in (0, 0.5).</param>
    /// <returns>In the order of the half-widths.</returns>
    /// <exception cref="SparseEvalException">As for one.</exception>
    public static IReadOnlyList<SampleSizeForecast> Of(ForecastPlan plan, IReadOnlyList<double> halfWidths)
    {
        foreach (var halfWidth in halfWidths)
            if (!(halfWidth > 0 && halfWidth < 0.5))
                throw new SparseEvalException($"A target half-width of {halfWidth} is not in (0, 0.5). Give it on the scale of scores, such as 0.02 for two points.");
        var (least, known) = (Least(plan), new Dictionary<int, HalfWidthForecast>());
        return [.. halfWidths.Select(halfWidth => Search(least, plan.Frame.Count, halfWidth, n => known.TryGetValue(n, out var made) ? made : known[n] = HalfWidthForecast.Of(plan, n)))];
    }

    private static SampleSizeForecast Search(int low, int high, double halfWidth, Func<int, HalfWidthForecast> of)
    {
        var best = of(high);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var forecast = of(middle);
            if (forecast.Percentile90 <= halfWidth) (best, high) = (forecast, middle);
            else low = middle + 1;
        }
        return new(best.Budget, best);
    }

    /// <summary>The least budget, at least 2, that the design takes; whether it takes one is monotone, since strata only need enough.</summary>
    private static int Least(ForecastPlan plan)
    {
        var (low, high) = (Math.Min(2, plan.Frame.Count), plan.Frame.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Takes(plan, middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static bool Takes(ForecastPlan plan, int budget)
    {
        try
        {
            var pass = plan.Design.Begin(plan.Frame, budget, plan.Seed);
            return pass.TryNext(new Dictionary<int, double?>(), out _);
        }
        catch (SparseEvalException) when (budget < plan.Frame.Count)
        {
            return false;
        }
    }
}
