namespace SparseEval.Data;

/// <summary>One replicate's score of an item.</summary>
/// <param name="Name">What the source calls the replicate, such as "1" or "rs0".</param>
/// <param name="Score">In [0, 1], or null where this replicate has none.</param>
public readonly record struct ImportedEpoch(string Name, double? Score);
