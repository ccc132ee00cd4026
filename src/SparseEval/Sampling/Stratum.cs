namespace SparseEval;

/// <summary>A group of units that is drawn from on its own.</summary>
/// <param name="Name">The fields' texts joined by commas, or "all".</param>
/// <param name="Units">In drawing order: ascending permanent random numbers.</param>
internal sealed record Stratum(string Name, IReadOnlyList<SamplingUnit> Units)
{
    public IReadOnlyList<int> Items { get; } = [.. Units.SelectMany(u => u.Items).Order()];
}
