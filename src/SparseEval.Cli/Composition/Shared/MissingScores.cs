using System.Globalization;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Says where so many items lack a score that what is left may be no fair sample.</summary>
internal static class MissingScores
{
    private const double Most = 0.05;

    /// <summary>Null where every source has scores for at least 95 % of the shared items.</summary>
    public static Diagnostic? Remark(IReadOnlyList<ScoreSource> sources, SharedSample shared)
    {
        foreach (var source in sources)
            if (shared.Of(source).Count(score => score is null) is var missing && missing > Most * shared.Sample.Count)
                return new("SPE0040", DiagnosticSeverity.Error, string.Create(CultureInfo.InvariantCulture,
                    $"'{source.Place}': {missing} of {shared.Sample.Count} shared items have no score, more than the allowed share of {Most}; no interval holds. Resume the run with errors retried (--resume --retry-errors)."));
        return null;
    }
}
