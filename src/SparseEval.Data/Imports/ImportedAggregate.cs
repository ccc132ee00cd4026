namespace SparseEval.Data;

/// <summary>A score that the source states, beside that of the items in it.</summary>
/// <param name="Name">What the source calls it.</param>
/// <param name="Stated">As the source has it.</param>
/// <param name="Recomputed">The same figure from the scores that were read; null where none were scored.</param>
/// <param name="StatedItems">Items (or runs of items) that the source says it covers, or null.</param>
/// <param name="RecomputedItems">Items (or runs of items) that were scored here.</param>
public sealed record ImportedAggregate(string Name, double Stated, double? Recomputed, long? StatedItems, long RecomputedItems)
{
    /// <summary>True where the two figures are the same to a millionth.</summary>
    public bool Agrees => Recomputed is { } own && Math.Abs(own - Stated) <= 1e-6 * Math.Max(1, Math.Abs(Stated));

    /// <summary>True where the source covers more than is here, or the reverse.</summary>
    public bool IsPartial => StatedItems is { } items && items != RecomputedItems;
}
