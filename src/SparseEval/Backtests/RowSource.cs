namespace SparseEval;

/// <summary>What a row is about.</summary>
internal sealed record RowSource(SamplingFrame Frame, BacktestOptions Options, bool IsControl, BacktestBudget Budget, string Design, string Estimator)
{
    public string Describe(string? interval) => $"{Estimator} on {Design} at {Budget}{(interval is null ? "" : $" with {interval}")}";

    public BacktestRow Row(Tally tally, string interval)
    {
        double all = Frame.Count;
        var effective = Effective(tally, 1);
        var (lower, upper) = tally.RatioError is { } error ? Range(tally, error) : ((double?)null, null);
        return new()
        {
            Design = Design,
            Estimator = Estimator,
            Interval = interval,
            Budget = Budget.ToString(),
            IsControl = IsControl,
            Items = tally.Items,
            Draws = (int)tally.Draws,
            Bias = tally.Bias,
            MeanAbsoluteError = tally.Absolute,
            RootMeanSquareError = Math.Sqrt(tally.Squared),
            KendallTau = tally.Tau,
            OrderKept = tally.OrderKept,
            Coverage = tally.Coverage,
            CoverageError = tally.Items >= all ? 0 : tally.CoverageError,
            CoverageByBand = tally.CoverageByBand,
            MeanWidth = tally.Width,
            EffectiveItems = effective,
            ItemsSaved = 1 - tally.Items / all,
            CostSaved = 1 - tally.Cost,
            EffectiveItemsLower = lower,
            EffectiveItemsUpper = upper,
            UsesHistory = tally.UsesHistory,
            BreakEvenModels = tally.UsesHistory && lower > tally.Items + 1e-9 ? tally.Models * all / (effective - tally.Items) : null,
        };
    }

    private (double? Lower, double? Upper) Range(Tally tally, double error)
    {
        if (tally.Squared <= 0) return (Effective(tally, 1), Effective(tally, 1));
        var (least, most) = MonteCarloBounds.OfMeanSquare(error / (tally.Squared / tally.Spread), tally.Draws, 0.95);
        return (Effective(tally, most), Effective(tally, least));
    }

    private double Effective(Tally tally, double times) => tally.Squared <= 0 ? Frame.Count : 1 / (times * tally.Squared / tally.Spread + 1.0 / Frame.Count);
}
