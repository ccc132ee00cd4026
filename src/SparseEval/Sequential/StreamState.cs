namespace SparseEval;

/// <summary>What a stopping rule may look at; all of it is valid at whatever moment it looks.</summary>
/// <param name="Interval">Of a confidence sequence, never of a sample whose size was fixed beforehand.</param>
/// <param name="Value">The estimate so far.</param>
/// <param name="Count">Items scored.</param>
/// <param name="PopulationSize">Items of the benchmark.</param>
public sealed record StreamState(ConfidenceInterval Interval, double Value, int Count, int PopulationSize)
{
    /// <summary>The state of a running sequence.</summary>
    /// <param name="run">The sequence.</param>
    /// <param name="populationSize">Items of the benchmark.</param>
    public static StreamState Of(ISequenceRun run, int populationSize) => new(run.Interval, run.Value, run.Count, populationSize);
}
