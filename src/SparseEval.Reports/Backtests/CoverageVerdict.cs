namespace SparseEval.Reports;

/// <summary>What a backtest's draws say about the promise of its intervals.</summary>
internal enum CoverageVerdict
{
    /// <summary>There is no interval.</summary>
    None,

    /// <summary>The range that the draws leave open lies above the confidence less the tolerance.</summary>
    Held,

    /// <summary>It lies below the confidence.</summary>
    NotHeld,

    /// <summary>It allows both.</summary>
    Undecided,
}
