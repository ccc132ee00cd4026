namespace SparseEval;

/// <summary>The catalog of estimators.</summary>
public static class Estimators
{
}
