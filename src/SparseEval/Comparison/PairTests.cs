using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>Tests of no difference.</summary>
internal static class PairTests
{
    /// <summary>Student's t; where every item differs by the same amount the sign test, since a variance of 0 is not certainty.</summary>
    public static double TwoSided(double difference, double standardError, double freedom, int items)
    {
        if (Math.Abs(difference) < 1e-12) return 1;
        if (!(standardError > 0)) return double.IsInfinity(freedom) ? 0 : Math.Min(1, Math.Pow(2, 1 - items));
        var t = Math.Abs(difference) / standardError;
        return Math.Min(1, 2 * (double.IsInfinity(freedom) ? Normal.CDF(0, 1, -t) : StudentT.CDF(0, 1, freedom, -t)));
    }

    /// <summary>Two-sided binomial test of one half (McNemar 1947, exact).</summary>
    public static double McNemar(int better, int worse) =>
        better + worse == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, better + worse, Math.Min(better, worse)));
}
