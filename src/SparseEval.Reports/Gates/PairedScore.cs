namespace SparseEval.Reports;

/// <summary>One item's scores by two models.</summary>
/// <param name="Item">Id in the benchmark.</param>
/// <param name="A">Score of the model, in [0, 1].</param>
/// <param name="B">Score of the other, in [0, 1].</param>
public sealed record PairedScore(string Item, double A, double B);
