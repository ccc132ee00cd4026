namespace SparseEval;

/// <summary>Hyper-parameters by which a design is made from its name, as on the command line.</summary>
public sealed record DesignOptions
{
    /// <summary>Item field to stratify by, or several joined by commas (<c>family,difficulty</c>: their crossing). Needed by <c>stratified</c>, else unused.</summary>
    public string? By { get; init; }

    /// <summary>How <c>stratified</c> divides the budget; null for proportional.</summary>
    public IAllocation? Allocation { get; init; }

    /// <summary>Item field whose groups are drawn whole, or null to draw items one by one. Unused by <c>prefix</c>.</summary>
    public string? Cluster { get; init; }
}
