namespace SparseEval.Reports;

/// <summary>A compared model with the ranks that it may have; all ranks hold at once.</summary>
/// <param name="Name">The model's.</param>
/// <param name="Best">From 1.</param>
/// <param name="Worst">From <paramref name="Best"/> to the number of models.</param>
public sealed record RankedModel(string Name, int Best, int Worst);
