namespace SparseEval;

/// <summary>The catalog of interval methods.</summary>
public static class Intervals
{
}
