namespace SparseEval.Cli.Output;

/// <summary>A backtest as people read it: a block of rows for each budget, errors and widths in points of the score.</summary>
internal static class BacktestTable
{
    public static void Write(TextWriter output, BacktestReport report)
    {
        output.WriteLine();
        output.WriteLine($"{report.Benchmark}: {Quantity.Of(report.Items, "item")}, {Quantity.Of(report.Models, "past model")}; split {report.Split}, " +
            $"{Quantity.Of(report.Folds.Count, "fold")} of {Held(report)} held out, {Quantity.Of(report.Draws, "draw")} each, seed {report.Seed}");
        foreach (var budget in report.Rows.Select(r => r.Budget).Distinct())
        {
            var rows = report.Rows.Where(r => r.Budget == budget).ToList();
            output.WriteLine();
            output.WriteLine($"{Quantity.Of(rows.Min(r => r.Items), rows.Max(r => r.Items), "item")}{(budget.EndsWith('%') ? $" ({budget})" : "")}, {Quantity.Share(rows.Min(r => r.ItemsSaved), rows.Max(r => r.ItemsSaved))} saved");
            TextTable.Write(output, Headings(report), rows.Select(Row));
        }
        output.WriteLine();
        output.WriteLine("  error, bias and width in points; rank: Kendall's tau of the held-out models; worth: the simple random sample with the same error, with its range by the spread between draws;");
        output.WriteLine("  breaks even: named where that range lies above the items and the history is used; counts all that is gained over simple random sampling,");
        output.WriteLine("  also what strata or costs would gain without the history");
        output.WriteLine();
    }

    private static string Held(BacktestReport report)
    {
        var (least, most) = (report.Folds.Min(f => f.HeldOut.Count), report.Folds.Max(f => f.HeldOut.Count));
        return least == most ? $"{least}" : $"{least} to {most}";
    }

    private static string[] Headings(BacktestReport report) => ["design", "estimator", "interval", "error>", "bias>", "rank>", $"{100 * report.Confidence:0.##} % CI covers>", "width>", "worth>", "95 %>", "breaks even after>"];

    private static IReadOnlyList<string> Row(BacktestRow row) =>
    [
        row.Design,
        row.IsControl ? $"{row.Estimator} (shuffled)" : row.Estimator,
        row.Interval,
        $"{100 * row.MeanAbsoluteError:0.00}",
        $"{100 * row.Bias:0.00;-0.00;0.00}",
        row.KendallTau is { } tau ? $"{tau:0.000}" : "",
        row.Coverage is { } coverage ? $"{100 * coverage:0.0} %{(row.CoverageError is { } error ? $" ± {100 * error:0.0}" : "")}" : "",
        row.MeanWidth is { } width ? $"{100 * width:0.00}" : "",
        Calibration.HasWorth(row) ? $"{Quantity.Count(row.EffectiveItems)} items" : "undefined",
        Calibration.HasWorth(row) && row is { EffectiveItemsLower: { } lower, EffectiveItemsUpper: { } upper } ? $"{Quantity.Count(lower)}-{Quantity.Count(upper)}" : "",
        row is { BreakEvenModels: { } models } ? Quantity.Of(Math.Ceiling(models), "model") : "",
    ];
}
