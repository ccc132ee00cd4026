namespace SparseEval;

/// <summary>Why a stream may stop.</summary>
/// <param name="Outcome">Such as <c>reached</c>, <c>above</c>, <c>better</c>, <c>undecided</c>.</param>
/// <param name="Reason">One sentence for the report.</param>
public sealed record StopVerdict(string Outcome, string Reason);
