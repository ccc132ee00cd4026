namespace SparseEval.Evaluation;

/// <summary>One side of the ledger, figure by figure; null where a figure cannot be said.</summary>
public sealed record LedgerEntry
{
    /// <summary>Items run by the engine.</summary>
    public required LedgerFigure Items { get; init; }

    /// <summary>Tokens read.</summary>
    public required LedgerFigure? InputTokens { get; init; }

    /// <summary>Tokens generated.</summary>
    public required LedgerFigure? OutputTokens { get; init; }

    /// <summary>Forward floating-point operations.</summary>
    public required LedgerFigure? ForwardFlops { get; init; }

    /// <summary>Seconds in the engine.</summary>
    public required LedgerFigure? EngineSeconds { get; init; }

    /// <summary>Of <see cref="InputTokens"/>: those from a server's prefix cache.</summary>
    public LedgerFigure? CachedTokens { get; init; }

    /// <summary>Money in the currency of the price list; null without a list and where the engine does not say.</summary>
    public LedgerFigure? Money { get; init; }

    /// <summary>GPU energy in joules, where a counter exists.</summary>
    public LedgerFigure? EnergyJoules { get; init; }
}
