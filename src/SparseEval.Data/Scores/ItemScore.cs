namespace SparseEval.Data;

/// <summary>One line of a scores file.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Score">In [0, 1], or null where the file says that it is missing, which is never the same as 0.</param>
public readonly record struct ItemScore(string Id, double? Score)
{
    /// <summary>The scores of its epochs in the order of the file, of which <see cref="Score"/> is the mean; null where the file has no epochs.</summary>
    public IReadOnlyList<double?>? Epochs { get; init; }
}
