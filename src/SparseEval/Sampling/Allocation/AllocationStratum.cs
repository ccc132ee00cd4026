namespace SparseEval;

/// <summary>A stratum that waits for its share of the budget.</summary>
/// <param name="Name">As in <see cref="StratumSample.Name"/>.</param>
/// <param name="Items">Positions in the benchmark; their number N_h is the most that can be given.</param>
/// <param name="Least">The fewest items it must get, 1 to N_h.</param>
public sealed record AllocationStratum(string Name, IReadOnlyList<int> Items, int Least);
