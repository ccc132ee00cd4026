namespace SparseEval;

/// <summary>One way to part the past models: some are held out and play the new model, the rest are its history.</summary>
/// <param name="Name">Such as <c>random 2</c> or <c>strongest</c>.</param>
/// <param name="HeldOut">Rows of the response matrix; at least 1.</param>
/// <param name="History">Rows of the response matrix, none of them held out; at least 1.</param>
public sealed record BacktestFold(string Name, IReadOnlyList<int> HeldOut, IReadOnlyList<int> History);
