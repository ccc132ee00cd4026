using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>What was not spent.</summary>
internal static class SavingsSection
{
    private const string Id = "savings";
    private const string Title = "What was saved";

    /// <summary>By the ledger of a run: measured where it ran, estimated for the rest.</summary>
    public static ReportSection Of(RunRecord record)
    {
        var ledger = record.Ledger;
        var rows = Figures(ledger).Where(r => r.Share >= -1).ToList();
        string[] missing = [.. All(ledger).Where(f => f.Full is null).Select(f => f.Name)];
        return new(Id, Title)
        {
            Lead = $"Spent is measured; a full run is known or estimated from the items that ran. Planning took {Amounts.Seconds(ledger.PlanningSeconds)}, which is taken off the engine time saved." +
                (ledger.CachedItems > 0 ? Cached(ledger) : "") + BreakEven(ledger) + Uncertain(record),
            Charts = [Shares("savings-shares", rows)],
            Omitted =
            [
                .. missing.Length == 0 ? [] : new[] { $"Not known in this run: {string.Join(", ", missing)}." },
                .. Figures(ledger).Where(r => r.Share < -1).Select(r => $"None saved of {r.Name}: {Amounts.Significant(r.Spent!.Value + r.Planning)} were spent, planning included, and a full run would have taken {Amounts.Significant(r.Full!.Value)}."),
            ],
        };
    }

    private static string Cached(ComputeLedger ledger) => $" {Amounts.Of(ledger.CachedItems, "item")} came from the response cache at no new cost" +
        (ledger.Saved is { TokenShare: { } total, CacheTokenShare: > 0 and var cached } ? $": {Amounts.Share(cached)} of a full run's tokens were saved by it and {Amounts.Share(total - cached)} by drawing." : ".");

    /// <summary>By validations, which ran everything: measured throughout.</summary>
    public static ReportSection Of(IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0];
        var drawn = first.Items.Where(i => i.Drawn).Select(i => i.Cost).ToList();
        (string Name, Func<ComputeCost, double?> Figure)[] figures =
        [
            ("items", _ => 1), ("input tokens", c => c.InputTokens), ("output tokens", c => c.OutputTokens), ("forward FLOPs", c => c.ForwardFlops),
            ("engine seconds", c => c.EngineTime.TotalSeconds), ("money", c => c.Money), ("GPU joules", c => c.EnergyJoules),
        ];
        var rows = figures.Select(f => new Saving(f.Name, Sum(drawn, f.Figure), Sum(first.Items.Select(i => i.Cost), f.Figure))).ToList();
        string[] missing = [.. rows.Where(r => r.Spent is null || r.Full is null or 0).Select(r => r.Name)];
        return new(Id, Title)
        {
            Lead = $"Measured, since the whole benchmark was run: the cost of the drawn items against that of all items (seed {first.Run.Seed}). Items from the cache count at their original cost.",
            Charts = [Shares("savings-shares", [.. rows.Where(r => r.Spent is not null && r.Full > 0)])],
            Omitted = missing.Length == 0 ? [] : [$"Not counted by this engine: {string.Join(", ", missing)}."],
        };
    }

    /// <param name="Name">What was spent.</param>
    /// <param name="Spent">Null where it is not known.</param>
    /// <param name="Full">Of a full run.</param>
    /// <param name="Planning">Taken off what was saved besides what was spent.</param>
    /// <param name="FullInterval">Of an estimated full run.</param>
    private sealed record Saving(string Name, double? Spent, double? Full, double Planning = 0, ConfidenceInterval? FullInterval = null)
    {
        public double Saved => Full!.Value - Spent!.Value - Planning;

        public double Share => Saved / Full!.Value;

        public double? Lower => FullInterval is { Lower: > 0 } full ? Of(full.Lower) : null;

        public double? Upper => FullInterval is { Lower: > 0 } full ? Of(full.Upper) : null;

        /// <summary>The share where a full run costs so much: what was spent is certain, and only the full run is not.</summary>
        private double Of(double full) => 1 - (Spent!.Value + Planning) / full;
    }

    private static double? Sum(IEnumerable<ComputeCost> costs, Func<ComputeCost, double?> figure) => costs.Aggregate((double?)0, (sum, cost) => sum + figure(cost));

    private static IEnumerable<(string Name, LedgerFigure? Spent, LedgerFigure? Full, LedgerFigure? Saved)> All(ComputeLedger ledger)
    {
        (string Name, Func<LedgerEntry, LedgerFigure?> Of)[] figures =
        [
            ("items", e => e.Items), ("input tokens", e => e.InputTokens), ("output tokens", e => e.OutputTokens), ("forward FLOPs", e => e.ForwardFlops), ("engine seconds", e => e.EngineSeconds),
            ($"money{(ledger.Currency is { } currency ? $" ({currency})" : "")}", e => e.Money), ("GPU joules", e => e.EnergyJoules),
        ];
        return figures.Select(f => (f.Name, f.Of(ledger.Spent), f.Of(ledger.Full), f.Of(ledger.Saved.Figures)));
    }

    private static IEnumerable<Saving> Figures(ComputeLedger ledger) => All(ledger).Where(f => f is { Spent: not null, Full.Value: > 0, Saved: not null })
        .Select(f => new Saving(f.Name, f.Spent!.Value, f.Full!.Value, f.Full.Value - f.Spent.Value - f.Saved!.Value, f.Full.Interval));

    private static string Uncertain(RunRecord record) => record.Watch is null || All(record.Ledger).All(f => f.Full is not { Basis: FigureBasis.Estimated }) ? ""
        : " Estimated figures have no interval: the run stopped by what it had seen, and one of a fixed number of items would not hold.";

    private static string BreakEven(ComputeLedger ledger) => ledger.BreakEven switch
    {
        null => "",
        { Models: { } models } => $" The history has paid for itself after {Amounts.Of(models, "model")} like this one.",
        _ => " The history does not pay for itself: this run saved nothing.",
    };

    private static Chart Shares(string id, IReadOnlyList<Saving> rows) => new()
    {
        Id = id,
        Title = "Share of a full run that was not spent",
        Summary = string.Join(", ", rows.Select(r => $"{r.Name} {Amounts.Share(r.Share)}")) + ".",
        Note = rows.Any(r => r.Lower is not null) ? "Lines are intervals: what was spent is known, and a full run is estimated." : "",
        Table = Columns.Table(rows, r => [r.Name, r.Spent, r.Full, r.Saved, r.Share, r.Lower, r.Upper], Columns.Text("figure", "figure"), Columns.Number("spent", "spent"), Columns.Number("full", "full run"),
            Columns.Number("saved", "saved"), Columns.Share("share", "share saved"), Columns.Share("lower", "lower"), Columns.Share("upper", "upper")),
        Drawing = """
            { "width": "container", "height": { "step": 30 }, "encoding": { "y": { "field": "figure", "type": "nominal", "title": null, "sort": null } }, "layer": [
              { "mark": { "type": "bar", "height": 16, "style": "bar", "color": "var(--c3)" }, "encoding": { "x": { "field": "share", "type": "quantitative", "title": "saved", "axis": { "format": ".1~%" } },
                "tooltip": [{ "field": "figure" }, { "field": "spent", "format": ",.4~g" }, { "field": "full", "format": ",.4~g" }, { "field": "share", "format": ".1%" }] } },
              { "transform": [{ "filter": "isValid(datum.lower)" }], "mark": { "type": "rule", "strokeWidth": 2, "color": "var(--ink)" }, "encoding": { "x": { "field": "lower", "type": "quantitative" }, "x2": { "field": "upper" } } }
            ] }
            """,
    };
}
