namespace SparseEval;

/// <summary>How much of a stratum was drawn. Units are items, or whole clusters where <see cref="Sample.UnitField"/> is set.</summary>
/// <param name="Name">The field's text that defines the stratum; "all" where the benchmark was not divided.</param>
/// <param name="Units">Number of units in the stratum, N_h.</param>
/// <param name="Drawn">Number of units drawn without replacement, n_h.</param>
public sealed record StratumSample(string Name, int Units, int Drawn)
{
    /// <summary>Number of items in the stratum; the same as <see cref="Units"/> unless units are clusters.</summary>
    public int Items { get; init; } = Units;
}
