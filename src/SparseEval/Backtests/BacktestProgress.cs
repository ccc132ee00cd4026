namespace SparseEval;

/// <summary>Said each time a piece of a backtest is finished, one at a time, from whichever thread finished it.</summary>
/// <param name="Done">Number of finished pieces, with those of an earlier run.</param>
/// <param name="Total">Number of all pieces.</param>
/// <param name="Cell">What was finished.</param>
public sealed record BacktestProgress(int Done, int Total, BacktestCell Cell);
