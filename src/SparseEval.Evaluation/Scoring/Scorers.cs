namespace SparseEval.Evaluation;

/// <summary>The catalog of scorers.</summary>
public static class Scorers
{
}
