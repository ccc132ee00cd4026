namespace SparseEval;

/// <summary>Coverage among the held-out models whose full score lies in a band.</summary>
/// <param name="From">Lower end, included.</param>
/// <param name="To">Upper end, excluded but for 1.</param>
/// <param name="Coverage">Share of intervals that hold the full score, in [0, 1].</param>
/// <param name="Intervals">Number of intervals that this rests on.</param>
public sealed record CoverageBand(double From, double To, double Coverage, int Intervals);
