namespace SparseEval.Evaluation;

/// <summary>What the run spent, what a full run would have cost, and the difference.</summary>
[TypeFormatterSource(typeof(ComputeLedgerDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ComputeLedger
{
    /// <summary>Measured: items that the engine ran, failed attempts and resumed parts included. Items from the cache cost nothing anew.</summary>
    public required LedgerEntry Spent { get; init; }

    /// <summary>A run of all N items, as the engine predicted it before the run; null in records of earlier versions.</summary>
    public LedgerEntry? Predicted { get; init; }

    /// <summary>A run of all N items.</summary>
    public required LedgerEntry Full { get; init; }

    /// <summary>
    /// <see cref="Full"/> less <see cref="Spent"/>; its engine seconds are also less <see cref="PlanningSeconds"/>, since a full run needs no plan.
    /// </summary>
    public required SavedCompute Saved { get; init; }

    /// <summary>
    /// What the answers from the response cache cost when the engine gave them, and did not cost again; the rest of <see cref="Saved"/> is saved by not running what was not drawn. Null where none came from there.
    /// </summary>
    public LedgerEntry? FromCache { get; init; }

    /// <summary>Drawn items that the cache answered.</summary>
    public required int CachedItems { get; init; }

    /// <summary>Share in [0, 1] of the drawn items that the response cache answered.</summary>
    public double CacheHitRate => Spent.Items.Value + CachedItems is > 0 and var drawn ? CachedItems / drawn : 0;

    /// <summary>Of the figures in money; null where there are none.</summary>
    public string? Currency { get; init; }

    /// <summary>When the history has paid for itself; null where its cost was not given or no such saving is known.</summary>
    public BreakEven? BreakEven { get; init; }

    /// <summary>Drawn items without a score.</summary>
    public required int FailedItems { get; init; }

    /// <summary>Tokens of <see cref="Spent"/> that gave no item its score: requests that probe or check a server, and items asked again to see whether answers repeat.</summary>
    public long CheckTokens { get; init; }

    /// <summary>Of <see cref="CheckTokens"/>: those of probes before the run.</summary>
    public long ProbeTokens { get; init; }

    /// <summary>Wall seconds for predicting costs, drawing, and dividing into batches.</summary>
    public required double PlanningSeconds { get; init; }

    /// <summary>Such as <c>400 items run, 12 from the cache; saved 2.9 s ± 0.1 engine time, 88 % of tokens</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Spent.Items.Value:0} items run{(CachedItems > 0 ? $", {CachedItems} from the cache" : "")}; saved {Saved}");
}
