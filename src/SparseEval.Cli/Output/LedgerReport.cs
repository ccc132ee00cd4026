using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>The ledger as a table: what was spent, what a full run would cost, what was saved.</summary>
internal static class LedgerReport
{
    public static void Write(TextWriter output, RunRecord record)
    {
        var ledger = record.Ledger;
        TextTable.Write(output, ["compute", "spent>", "full run>", "saved>", "share>"], new[]
        {
            Row("items", ledger, entry => entry.Items, Quantity.Count),
            Row("input tokens", ledger, entry => entry.InputTokens, Quantity.Count),
            Row("output tokens", ledger, entry => entry.OutputTokens, Quantity.Count),
            Row("forward FLOPs", ledger, entry => entry.ForwardFlops, Quantity.Si),
            Row("engine time", ledger, entry => entry.EngineSeconds, Quantity.Seconds),
            ledger.Spent.CachedTokens is { Value: > 0 } ? Row("  of prefix cache", ledger, entry => entry.CachedTokens, Quantity.Count) : null,
            Row("money", ledger, entry => entry.Money, money => $"{Quantity.Significant(money)} {ledger.Currency}"),
            Row("GPU energy", ledger, entry => entry.EnergyJoules, joules => $"{Quantity.Si(joules)}J"),
        }.OfType<IReadOnlyList<string>>());
        output.WriteLine($"  planning took {Quantity.Seconds(ledger.PlanningSeconds)}, the run {Quantity.Seconds(record.Timings.Wall.TotalSeconds)}");
        if (ledger.CachedItems > 0) output.WriteLine($"  {Quantity.Of(ledger.CachedItems, "item")} ({Quantity.Share(ledger.CacheHitRate)}) came from the response cache at no new cost");
        if (ledger.CheckTokens > 0) output.WriteLine($"  {Quantity.Count(ledger.CheckTokens)} of the tokens spent gave no score: they checked the server, or answers again");
        if (ledger.Predicted is { } predicted)
            output.WriteLine($"  predicted before the run for all items: {Quantity.Count((predicted.InputTokens?.Value ?? 0) + (predicted.OutputTokens?.Value ?? 0))} tokens{(predicted.Money is { } money ? $", {Quantity.Significant(money.Value)} {ledger.Currency}" : "")}");
        if (ledger.BreakEven is { } even)
            foreach (var line in EstimateReport.Wrap(Text(even, ledger.Currency))) output.WriteLine($"  {line}");
        output.WriteLine();
    }

    private static string Text(BreakEven even, string? currency)
    {
        var cost = even.History.InMoney ? $"{Quantity.Significant(even.History.Amount)} {currency}" : $"{Quantity.Seconds(even.History.Amount)} of engine time";
        var range = even.Fewest is { } fewest ? even.Most is { } most ? $" ({fewest} to {most})" : $" ({fewest} or more)" : "";
        return even.Models is { } models ? $"the history ({cost}) has paid for itself after {Quantity.Of(models, "model")} like this one{range}" : $"the history ({cost}) does not pay for itself: this run saved nothing";
    }

    private static IReadOnlyList<string>? Row(string name, ComputeLedger ledger, Func<LedgerEntry, LedgerFigure?> figure, Func<double, string> text)
    {
        if (figure(ledger.Full) is not { } full) return null;
        var saved = figure(ledger.Saved.Figures);
        return
        [
            name,
            figure(ledger.Spent) is { } spent ? text(spent.Value) : "",
            Text(full, text),
            saved is null ? "" : Text(saved, text),
            saved is null || full.Value <= 0 ? "" : Quantity.Share(saved.Value / full.Value),
        ];
    }

    private static string Text(LedgerFigure figure, Func<double, string> text) =>
        figure.Interval is { HalfWidth: > 0 } interval ? $"{text(figure.Value)} ± {text(interval.HalfWidth)}" : text(figure.Value);
}
