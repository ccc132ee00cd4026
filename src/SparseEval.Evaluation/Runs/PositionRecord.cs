using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>How often a judge's verdict on a pair of answers turned when their places were exchanged.</summary>
/// <param name="Pairs">Pairs with both verdicts, at least 1.</param>
/// <param name="Turned">Of them: those whose two verdicts disagree.</param>
public sealed record PositionRecord(int Pairs, int Turned)
{
    /// <summary>Diagnostic: how often verdicts turned.</summary>
    internal const string Code = "SPE0061";

    private const double Worrying = 0.2;

    /// <summary>Share in [0, 1] of the pairs whose verdict turned.</summary>
    public double Share => (double)Turned / Pairs;

    /// <summary>Null where no pair was judged.</summary>
    internal static PositionRecord? Of(IEnumerable<FinishedItem> entries)
    {
        var pairs = entries.Select(entry => entry.Verdicts).Where(verdicts => verdicts is { Count: 2 }).ToList();
        return pairs.Count == 0 ? null : new(pairs.Count, pairs.Count(pair => pair![0] != pair[1]));
    }

    internal Diagnostic Remark() => new(Code, Share >= Worrying ? DiagnosticSeverity.Warning : DiagnosticSeverity.Note, string.Create(CultureInfo.InvariantCulture,
        $"The judge's verdict turned on {Turned} of {Pairs} pairs ({Share:P0}) when the answers changed places; such a pair scores the mean of both verdicts."));
}
