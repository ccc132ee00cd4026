namespace SparseEval;

/// <summary>Hyper-parameters by which a design is made from its name, as on the command line.</summary>
public sealed record DesignOptions
{
    /// <summary>
    /// Item field to stratify by, or several joined by commas (<c>family,difficulty</c>: their crossing), needed by <c>stratified</c>; what orders the items of <c>systematic</c>.
    /// </summary>
    public string? By { get; init; }

    /// <summary>How <c>stratified</c> divides the budget; null for proportional.</summary>
    public IAllocation? Allocation { get; init; }

    /// <summary>Item field whose groups are drawn whole, or null to draw items one by one. For <c>simple-random</c> and <c>stratified</c>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Variant of the designs that have several (<c>unequal</c>); null for the first.</summary>
    public string? Scheme { get; init; }

    /// <summary>See <see cref="UnequalOptions.UniformShare"/>; null for its default.</summary>
    public double? UniformShare { get; init; }

    /// <summary>The average that is to be estimated, whose weights designs with unequal probabilities follow.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;
}
