using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>The estimate, without its interval where too much is missing.</summary>
internal static class RunEstimate
{
    /// <summary>Diagnostic: too many drawn items have no score.</summary>
    public const string TooManyErrors = "SPE0040";

    /// <summary>The estimate as it is, or without its interval.</summary>
    public static Estimate Guard(Estimate estimate, IReadOnlyList<JournalEntry> entries, double maxErrorShare)
    {
        var failed = entries.Count(entry => entry.IsFailed);
        if (failed <= maxErrorShare * entries.Count) return estimate;
        var first = entries.First(entry => entry.IsFailed);
        return estimate with
        {
            Interval = null,
            Diagnostics = [.. estimate.Diagnostics, new(TooManyErrors, DiagnosticSeverity.Error,
                $"{failed} of {entries.Count} drawn items have no score, more than the allowed share of {maxErrorShare.ToString("0.###", CultureInfo.InvariantCulture)}; no interval holds. " +
                $"The first is '{first.ItemId}': {first.Completion.Error} Mend the cause and resume with errors retried.")],
        };
    }
}
