namespace SparseEval.Evaluation;

/// <summary>A number in the ledger and how it is known.</summary>
/// <param name="Value">In the unit of the place where it stands.</param>
/// <param name="Interval">For an estimated figure; null for a measured or known one, or where no interval holds, as after a run that stopped by its scores.</param>
/// <param name="Basis">Measured, known or estimated.</param>
public sealed record LedgerFigure(double Value, ConfidenceInterval? Interval, FigureBasis Basis)
{
    /// <summary>This figure less an amount that is certain.</summary>
    internal LedgerFigure Less(double amount) => this with
    {
        Value = Value - amount,
        Interval = Interval is null ? null : Interval with { Lower = Interval.Lower - amount, Upper = Interval.Upper - amount },
    };
}
