namespace SparseEval;

/// <summary>What a row is about.</summary>
internal sealed record RowSource(SamplingFrame Frame, BacktestOptions Options, bool IsControl, BacktestBudget Budget, string Design, string Estimator)
{
    public string Describe(string? interval) => $"{Estimator} on {Design} at {Budget}{(interval is null ? "" : $" with {interval}")}";

    public BacktestRow Row(Tally tally, string interval)
    {
        double all = Frame.Count;
        var effective = tally.Squared <= 0 ? all : 1 / (tally.Squared / tally.Spread + 1 / all);
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
            CoverageError = tally.CoverageError,
            CoverageByBand = tally.CoverageByBand,
            MeanWidth = tally.Width,
            EffectiveItems = effective,
            ItemsSaved = 1 - tally.Items / all,
            CostSaved = 1 - tally.Cost,
            BreakEvenModels = effective > tally.Items + 1e-9 ? tally.Models * all / (effective - tally.Items) : null,
        };
    }
}
