namespace SparseEval;

/// <summary>A node of a <see cref="NeighbourLayout"/>: places from <paramref name="From"/> to before <paramref name="To"/> of its order; children are -1 in a leaf, the parent -1 at the root.</summary>
internal readonly record struct NeighbourNode(int From, int To, int Parent, int Left, int Right);
