namespace SparseEval.Bench.Arena;

/// <summary>One row of the table: how items are chosen, what is made of their scores, and which interval stands around it.</summary>
/// <param name="Name">As on the command line and in ours.csv.</param>
/// <param name="Design">Made anew for each split; the draw's number is its seed.</param>
/// <param name="Estimator">Used on every sample.</param>
/// <param name="Options">Level, interval and what else.</param>
internal sealed record ArenaMethod(string Name, Func<ArenaSplit, ISamplingDesign> Design, IEstimator Estimator, EstimationOptions Options)
{
    /// <summary>Runs once instead of once for each draw.</summary>
    public bool IsDeterministic { get; init; }

    /// <summary>Item field that every item must have, else the matrix is left out.</summary>
    public string? Field { get; init; }
}
