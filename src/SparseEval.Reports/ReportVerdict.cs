namespace SparseEval.Reports;

/// <summary>The answer of a report.</summary>
/// <param name="State">Whether the promise was kept.</param>
/// <param name="Text">One or two sentences.</param>
public sealed record ReportVerdict(VerdictState State, string Text);

/// <summary>How a verdict stands.</summary>
public enum VerdictState
{
    /// <summary>Nothing was promised that could be checked.</summary>
    Neutral,

    /// <summary>What was promised held.</summary>
    Good,

    /// <summary>It cannot be relied on as it is.</summary>
    Bad,
}
