namespace SparseEval;

/// <summary>Chosen items, and how many items each stands for.</summary>
/// <param name="Items">Positions, each once.</param>
/// <param name="StandsFor">At least 1 each, summing to N; null where all weigh the same.</param>
internal sealed record AnchorSet(int[] Items, int[]? StandsFor)
{
    public static AnchorSet Plain(int[] items) => new(items, null);
}
