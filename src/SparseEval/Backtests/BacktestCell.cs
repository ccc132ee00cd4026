namespace SparseEval;

/// <summary>A finished piece of a backtest: up to 20 draws of one design at one budget in one fold. Keep it, and a later run of the same plan starts from there.</summary>
/// <param name="Plan">What it belongs to (<see cref="Backtest.Fingerprint"/>).</param>
/// <param name="Index">Its number in the plan.</param>
/// <param name="Sums">Running sums, one list for each estimator and interval; to be kept to the last digit and given back as they are.</param>
/// <param name="Errors">Why an estimator or interval could not be used, one for each list of sums; null where it could.</param>
public sealed record BacktestCell(string Plan, int Index, IReadOnlyList<IReadOnlyList<double>> Sums, IReadOnlyList<string?> Errors);
