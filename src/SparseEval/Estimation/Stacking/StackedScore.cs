namespace SparseEval;

/// <summary>An estimate by a stack.</summary>
/// <param name="Value">Of the full score; may lie a little outside [0, 1].</param>
/// <param name="Trust">1 where the target looks like the past models, 0 where it does not and the robust mixture stands alone.</param>
internal readonly record struct StackedScore(double Value, double Trust);
