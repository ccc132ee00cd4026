namespace SparseEval;

/// <summary>The random order of a benchmark's items under a seed: the first n of it are what <see cref="Designs.SimpleRandom"/> draws with a budget of n.</summary>
public static class RandomOrder
{
    /// <summary>All N positions in the benchmark, each order as likely as any other; the same for every model.</summary>
    /// <param name="frame">The population.</param>
    /// <param name="seed">The seed of the draw.</param>
    public static IReadOnlyList<int> Of(SamplingFrame frame, ulong seed) =>
        [.. Strata.Of(frame, by: null, cluster: null, seed)[0].Units.SelectMany(unit => unit.Items)];
}
