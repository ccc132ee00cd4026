using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>The estimate, without its interval where too much is missing.</summary>
internal static class RunEstimate
{
    /// <summary>Diagnostic: too many drawn items have no score.</summary>
    public const string TooManyErrors = "SPE0040";

    /// <summary>The estimate as it is, or without its interval.</summary>
    /// <exception cref="EngineException">Items failed, and the scores that are left carry no estimate: a stratum without any, for one.</exception>
    public static Estimate Of(Func<Estimate> estimate, IReadOnlyList<FinishedItem> entries, double maxErrorShare)
    {
        try
        {
            return Guard(estimate(), entries, maxErrorShare);
        }
        catch (SparseEvalException exception) when (entries.Any(entry => entry.IsFailed))
        {
            var first = entries.First(entry => entry.IsFailed);
            throw new EngineException($"{TooManyErrors}: {entries.Count(entry => entry.IsFailed)} of {entries.Count} drawn items have no score, and the others carry no estimate: {exception.Message} " +
                $"The first is '{first.ItemId}': {Sentence(first.Error)} Mend the cause and run again; what was finished is kept.", exception)
            { LacksCapability = true };
        }
    }

    /// <summary>What an engine says, which may lack its full stop.</summary>
    public static string Sentence(string? said) => string.IsNullOrWhiteSpace(said) ? "no reason was given." : said.TrimEnd() is var text && text[^1] is '.' or '!' or '?' ? text : $"{text}.";

    private static Estimate Guard(Estimate estimate, IReadOnlyList<FinishedItem> entries, double maxErrorShare)
    {
        var failed = entries.Count(entry => entry.IsFailed);
        if (failed <= maxErrorShare * entries.Count) return estimate;
        var first = entries.First(entry => entry.IsFailed);
        return estimate with
        {
            Interval = null,
            Diagnostics = [.. estimate.Diagnostics, new(TooManyErrors, DiagnosticSeverity.Error,
                $"{failed} of {entries.Count} drawn items have no score, more than the allowed share of {maxErrorShare.ToString("0.###", CultureInfo.InvariantCulture)}; no interval holds. " +
                $"The first is '{first.ItemId}': {Sentence(first.Error)} Mend the cause and resume with errors retried (--resume --retry-errors).")],
        };
    }
}
