namespace SparseEval;

/// <summary>An item that a trusted grader is to grade, and how likely it was to be chosen.</summary>
/// <param name="Item">Position in the benchmark.</param>
/// <param name="Chance">In (0, 1], given that the sample holds it.</param>
public sealed record TrustedChoice(int Item, double Chance);
