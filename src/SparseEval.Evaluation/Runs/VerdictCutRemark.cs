namespace SparseEval.Evaluation;

/// <summary>Says how many items have no score because a judge's reply ended at its most tokens before a grade.</summary>
internal static class VerdictCutRemark
{
    /// <summary>Diagnostic: a judge's replies ended at its most tokens.</summary>
    public const string Code = "SPE0058";

    /// <summary>Null where all replies were whole.</summary>
    public static Diagnostic? Of(IReadOnlyList<FinishedItem> entries) => entries.Count(entry => entry.IsVerdictCut) is > 0 and var cut
        ? new(Code, DiagnosticSeverity.Warning, $"{cut} of {entries.Count} items have no score because the judge's reply was cut off at its most tokens before a grade. Allow more (--judge-max-tokens), or let the judge answer without thinking.")
        : null;
}
