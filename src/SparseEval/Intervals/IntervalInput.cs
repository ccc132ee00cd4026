namespace SparseEval;

/// <summary>What an interval method may use.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error, with the finite-population correction where the target is the full benchmark.</param>
/// <param name="DegreesOfFreedom">Of the standard error; at least 1, infinity where the variance is known.</param>
/// <param name="SampleSize">Number of scored items, n.</param>
/// <param name="PopulationSize">Number of items, N.</param>
/// <param name="LowerBound">The least full score that the observed item scores still allow: unseen items all 0.</param>
/// <param name="UpperBound">The greatest full score that they still allow: unseen items all 1.</param>
public sealed record IntervalInput(
    double Value, double StandardError, double DegreesOfFreedom, int SampleSize, int PopulationSize, double LowerBound, double UpperBound);
