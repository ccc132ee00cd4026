namespace SparseEval.Reports;

/// <summary>What a confidence sequence said after so many items.</summary>
/// <param name="Items">Items with a score, above 0.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end.</param>
public sealed record WatchedMoment(int Items, double Value, double Lower, double Upper);
