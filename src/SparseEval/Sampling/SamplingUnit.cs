namespace SparseEval;

/// <summary>What is drawn as a whole: one item, or all items of a cluster.</summary>
/// <param name="Items">Positions in the benchmark, ascending.</param>
/// <param name="Number">Its permanent random number.</param>
internal sealed record SamplingUnit(IReadOnlyList<int> Items, double Number);
