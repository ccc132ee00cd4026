namespace SparseEval.Evaluation;

internal sealed class ComputeLedgerDisplay : DisplaySource<ComputeLedger>
{
    private static readonly (string Name, string Format, Func<LedgerEntry, LedgerFigure?> Of)[] Figures =
    [
        ("items", "0", e => e.Items), ("input tokens", "0", e => e.InputTokens), ("output tokens", "0", e => e.OutputTokens), ("forward FLOP", "0.00e0", e => e.ForwardFlops),
        ("engine seconds", "0.00 s", e => e.EngineSeconds), ("money", "0.00", e => e.Money), ("GPU joules", "0", e => e.EnergyJoules),
    ];

    protected override string Html(ComputeLedger value) => DisplayHtml.Table(value.ToString(), ["figure", "spent", "full run", "saved"],
    [
        .. Figures.Where(f => f.Of(value.Spent) is not null || f.Of(value.Full) is not null).Select(f => (IReadOnlyList<string>)[f.Name, .. new[] { value.Spent, value.Full, value.Saved.Figures }.Select(e => Text(f.Of(e), f.Format))]),
    ]);

    /// <summary>With half of its interval where it is an estimate.</summary>
    private static string Text(LedgerFigure? figure, string format) => figure is null ? DisplayHtml.Number(null)
        : $"{DisplayHtml.Number(figure.Value, format)}{(figure.Interval is { HalfWidth: > 0 } i ? $" ± {DisplayHtml.Number(i.HalfWidth, format)}" : "")}";
}
