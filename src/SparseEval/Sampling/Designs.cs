namespace SparseEval;

/// <summary>The catalog of designs.</summary>
public static class Designs
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<DesignOptions, ISamplingDesign>> All { get; } =
        new Dictionary<string, Func<DesignOptions, ISamplingDesign>>(StringComparer.Ordinal)
        {
            ["simple-random"] = o => SimpleRandom(o.Cluster),
            ["stratified"] = o => Stratified(o.By ?? throw new SparseEvalException(
                "The design 'stratified' needs a field to stratify by. Name one, such as --by family, or use 'simple-random'."), o.Allocation, o.Cluster),
            ["prefix"] = _ => Prefix(),
        };

    /// <summary>Every set of n items is equally likely; without replacement.</summary>
    /// <param name="cluster">
    /// Field whose groups are drawn whole: round(budget / mean group size) groups, at least 2, so the number of items comes near the budget
    /// and is not exactly it. An item without the field is a group of its own. Null draws items one by one.
    /// </param>
    public static ISamplingDesign SimpleRandom(string? cluster = null) => new StratifiedDesign(by: null, Allocations.Proportional(), cluster);

    /// <summary>Simple random sampling within each stratum, at least 2 units in each that has 2.</summary>
    /// <param name="by">Item field, or several joined by commas for their crossing.</param>
    /// <param name="allocation">How the budget is divided; null for proportional.</param>
    /// <param name="cluster">Field whose groups are drawn whole, as in <see cref="SimpleRandom"/>; each group must lie in one stratum.</param>
    public static ISamplingDesign Stratified(string by, IAllocation? allocation = null, string? cluster = null) =>
        new StratifiedDesign(by, allocation ?? Allocations.Proportional(), cluster);

    /// <summary>The first n items of the file: a baseline that is not random and carries no interval.</summary>
    public static ISamplingDesign Prefix() => new PrefixDesign();

    /// <summary>The design with this name.</summary>
    /// <exception cref="SparseEvalException">There is none, or it lacks a hyper-parameter; the message lists what there is.</exception>
    public static ISamplingDesign Parse(string name, DesignOptions options) => All.TryGetValue(name, out var factory) ? factory(options)
        : throw new SparseEvalException($"There is no design '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
