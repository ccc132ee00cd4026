using System.Globalization;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Says where so many items lack a score that what is left may be no fair sample.</summary>
internal static class MissingScores
{
    private const double Most = 0.05;

    /// <summary>Of a run against a baseline, either of which may lack a score; null where at least 95 % of the items have both.</summary>
    public static Diagnostic? OfPairs(int lacking, int items) => lacking <= Most * items ? null : new("SPE0040", DiagnosticSeverity.Error, string.Create(CultureInfo.InvariantCulture,
        $"{lacking} of {items} items that ran lack a score of the model or the baseline, more than the allowed share of {Most}; no interval holds. Resume the runs with errors retried (--resume --retry-errors)."));

    /// <summary>Null where every source has scores for at least 95 % of the shared items.</summary>
    public static Diagnostic? Remark(IReadOnlyList<ScoreSource> sources, SharedSample shared)
    {
        foreach (var source in sources)
        {
            if (source.Record is { IsInvalid: true } record)
                return new("SPE0040", DiagnosticSeverity.Error, $"'{source.Place}' is an invalid sample: {record.Estimate.Diagnostics.First(d => d.Code == "SPE0040").Message}");
            if (shared.Of(source).Count(score => score is null) is var missing && missing > Most * shared.Sample.Count)
                return new("SPE0040", DiagnosticSeverity.Error, string.Create(CultureInfo.InvariantCulture,
                    $"'{source.Place}': {missing} of {shared.Sample.Count} shared items have no score, more than the allowed share of {Most}; no interval holds. {(source.IsFile ? "Score the others too" : "Resume the run with errors retried (--resume --retry-errors)")}."));
        }
        return null;
    }
}
