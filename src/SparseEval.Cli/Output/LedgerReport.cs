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
            Row("money", ledger, entry => entry.Money, money => $"{Quantity.Money(money)} {ledger.Currency}"),
            Row("GPU energy", ledger, entry => entry.EnergyJoules, joules => $"{Quantity.Si(joules)}J"),
        }.OfType<IReadOnlyList<string>>());
        output.WriteLine($"  planning took {Quantity.Seconds(ledger.PlanningSeconds)}, the run {Quantity.Seconds(record.Timings.Wall.TotalSeconds)}");
        foreach (var line in Remarks(ledger).SelectMany(remark => EstimateReport.Wrap(remark))) output.WriteLine($"  {line}");
        if (ledger.Predicted is { } predicted)
            output.WriteLine($"  predicted before the run for all items: {Quantity.Count((predicted.InputTokens?.Value ?? 0) + (predicted.OutputTokens?.Value ?? 0))} tokens{(predicted.Money is { } money ? $", {Quantity.Money(money.Value)} {ledger.Currency}" : "")}");
        if (ledger.BreakEven is { } even)
            foreach (var line in EstimateReport.Wrap(Text(even, ledger.Currency))) output.WriteLine($"  {line}");
        output.WriteLine();
    }

    private static IEnumerable<string> Remarks(ComputeLedger ledger)
    {
        if (NoTimeSaved(ledger) is { } why) yield return why;
        if (ledger.Spent.InputTokens is null) yield return "tokens are not known: the engine did not say them for every item that ran, or attempts ended before it could";
        if (ledger.Spent.InputTokens?.Basis == FigureBasis.Estimated) yield return "tokens are estimated from the length of texts: the engine says none";
        if (ledger is { Currency: not null, Spent.Money: null }) yield return "money is not known: not every item that ran said its cost or what it is priced by";
        if (ledger.CachedItems > 0) yield return Cached(ledger);
        if (ledger.CheckTokens > 0)
            yield return $"{Quantity.Count(ledger.CheckTokens)} of the tokens spent gave no score: they {(ledger.ProbeTokens > 0 ? $"probed the server ({Quantity.Count(ledger.ProbeTokens)}), " : "")}checked the server, or answers again";
    }

    /// <summary>Why a run saved no engine time, in words: a share of less than nothing tells nobody anything.</summary>
    private static string? NoTimeSaved(ComputeLedger ledger)
    {
        if (ledger is not { Saved.Figures.EngineSeconds.Value: < 0, Full.EngineSeconds: { } full, Spent.EngineSeconds: { } spent }) return null;
        return ledger.PlanningSeconds > full.Value
            ? $"no engine time was saved: planning took longer ({Quantity.Seconds(ledger.PlanningSeconds)}) than the whole benchmark would have ({Quantity.Seconds(full.Value)})"
            : $"no engine time was saved: with planning this took {Quantity.Seconds(spent.Value + ledger.PlanningSeconds)}, and the whole benchmark would have taken {Quantity.Seconds(full.Value)}";
    }

    private static string Cached(ComputeLedger ledger)
    {
        var from = $"{Quantity.Of(ledger.CachedItems, "item")} ({Quantity.Share(ledger.CacheHitRate)} of those drawn) came from the response cache at no new cost";
        return ledger.Saved is { TokenShare: { } total, CacheTokenShare: > 0 and var cached }
            ? $"{from}: {Quantity.Share(cached)} of the tokens, while drawing saved {Quantity.Share(total - cached)}" : from;
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
            // Less than nothing by more than a full run is said in words.
            saved is null || full.Value <= 0 || saved.Value < -full.Value ? "" : Quantity.Share(saved.Value / full.Value),
        ];
    }

    private static string Text(LedgerFigure figure, Func<double, string> text) =>
        figure.Interval is { HalfWidth: > 0 } interval ? $"{text(figure.Value)} ± {text(interval.HalfWidth)}" : text(figure.Value);
}
