namespace SparseEval;

/// <summary>Local scales of the band: the one that makes it narrowest on average over past models is taken.</summary>
internal static class BandScale
{
    /// <summary>The predictor's own standard deviation, and the same times the binomial shape sqrt(p (1 - p)), p kept 0.02 from 0 and 1.</summary>
    public static IReadOnlyList<Func<ScorePrediction, double>> All { get; } = [p => p.Scale, p => p.Scale * Shape(p.Value)];

    private static double Shape(double value)
    {
        var p = Math.Clamp(value, 0.02, 0.98);
        return Math.Sqrt(p * (1 - p));
    }
}
