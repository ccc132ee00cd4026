namespace SparseEval;

/// <summary>An item that a design has drawn.</summary>
/// <param name="Index">Position in the benchmark, 0 to N-1.</param>
/// <param name="Stratum">Index of its stratum in <see cref="Sample.Strata"/>.</param>
/// <param name="InclusionProbability">Probability in (0, 1] that the design includes it; where none is known, 1 or 1 over the number of items that it stands for.</param>
public readonly record struct SampledItem(int Index, int Stratum, double InclusionProbability);
