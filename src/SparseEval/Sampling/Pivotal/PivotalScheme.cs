namespace SparseEval;

/// <summary>How the local pivotal method picks the two items that compete next.</summary>
public enum PivotalScheme
{
    /// <summary>A random item and its nearest open one: quick, nearly as well spread.</summary>
    Lpm2,

    /// <summary>Two items that are each other's nearest open ones: best spread.</summary>
    Lpm1,
}
