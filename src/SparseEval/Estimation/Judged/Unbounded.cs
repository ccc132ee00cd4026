namespace SparseEval;

/// <summary>Input of an interval method for a part of an estimate, of which nothing but [0, 1] bounds the ends.</summary>
internal static class Unbounded
{
    public static IntervalInput Input(double value, double error, double freedom, double size) => new()
    {
        Value = value,
        StandardError = error,
        DegreesOfFreedom = Math.Max(1, freedom),
        SampleSize = 0,
        PopulationSize = 0,
        EffectiveSize = size,
        LowerBound = 0,
        UpperBound = 1,
    };
}
