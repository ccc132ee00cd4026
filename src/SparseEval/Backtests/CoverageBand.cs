namespace SparseEval;

/// <summary>Coverage among the held-out models whose full score lies in a band.</summary>
/// <param name="From">Lower end, included.</param>
/// <param name="To">Upper end, excluded but for 1.</param>
/// <param name="Coverage">Share of intervals that hold the full score, in [0, 1].</param>
/// <param name="Intervals">Number of intervals that this rests on.</param>
public sealed record CoverageBand(double From, double To, double Coverage, int Intervals)
{
    /// <summary>Number of draws behind them; the intervals of one draw share its luck.</summary>
    public int Draws { get; init; }

    /// <summary>Monte Carlo standard error of <see cref="Coverage"/> from the spread between draws; null with one draw.</summary>
    public double? Error { get; init; }

    /// <summary>Range of the coverage that the draws leave open, as <see cref="BacktestRow.CoverageBounds"/>.</summary>
    /// <param name="level">In (0, 1).</param>
    /// <returns>Null with one draw.</returns>
    public (double Lower, double Upper)? Bounds(double level = 0.95) => Error is { } error ? MonteCarloBounds.Of(Coverage, error, Draws, level) : null;
}
