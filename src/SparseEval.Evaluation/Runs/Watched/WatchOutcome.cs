using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>How a watched run ended.</summary>
/// <param name="Sequence">Name of the confidence sequence.</param>
/// <param name="Rule">What stopped it, such as <c>half-width 0.02</c> or <c>the budget of 400 items</c>.</param>
/// <param name="Outcome">Such as <c>reached</c>, <c>above</c>, <c>below</c>, <c>better</c>, <c>equivalent</c>, <c>worse</c>, <c>undecided</c>, <c>budget</c>.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Comparison">Difference to the baseline, or null without one.</param>
public sealed record WatchOutcome(string Sequence, string Rule, string Outcome, string Reason, WatchedDifference? Comparison = null)
{
    /// <summary>The interval that a gate was decided by where scores are missing, each at the worst end of the scale for the claim; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ConfidenceInterval? AtWorst { get; init; }
}

/// <summary>The score less the baseline's, as the sequence saw it when the run stopped.</summary>
/// <param name="Baseline">Name of the baseline.</param>
/// <param name="Difference">In [-1, 1].</param>
/// <param name="Interval">Holds the difference of the full scores whenever the run stops.</param>
/// <param name="Items">Items with both scores.</param>
public sealed record WatchedDifference(string Baseline, double Difference, ConfidenceInterval Interval, int Items)
{
    /// <summary>c where the score less c times the baseline's was watched; null for the difference itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? BaselineShare { get; init; }
}
