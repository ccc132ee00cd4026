namespace SparseEval;

/// <summary>The catalog of designs.</summary>
public static class Designs
{
}
