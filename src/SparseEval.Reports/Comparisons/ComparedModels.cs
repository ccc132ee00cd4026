namespace SparseEval.Reports;

/// <summary>A pair of models, A less B.</summary>
/// <param name="A">Name of the first.</param>
/// <param name="B">Name of the second.</param>
/// <param name="Comparison">Their difference.</param>
/// <param name="Verdict"><c>better</c>, <c>worse</c>, <c>equivalent</c> or <c>undecided</c>.</param>
/// <param name="Holm">p-value adjusted over all pairs by Holm; null where there is none.</param>
/// <param name="BenjaminiHochberg">Adjusted by Benjamini and Hochberg; null where there is none.</param>
public sealed record ComparedModels(string A, string B, PairedComparison Comparison, string Verdict, double? Holm, double? BenjaminiHochberg);
