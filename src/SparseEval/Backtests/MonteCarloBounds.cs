using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>What a share measured over draws may be: Wilson's score interval at the number of independent trials that its error is worth, with Student's t of draws - 1 degrees of freedom.</summary>
internal static class MonteCarloBounds
{
    /// <param name="share">Measured, in [0, 1].</param>
    /// <param name="error">Its standard error between draws; 0 where it is known without one.</param>
    /// <param name="draws">At least 2.</param>
    /// <param name="level">In (0, 1).</param>
    public static (double Lower, double Upper) Of(double share, double error, int draws, double level)
    {
        if (error <= 0) return (share, share);
        var spread = share * (1 - share);
        // Where all draws agree, each stands for one trial: its models share its luck. Where few draws hold a miss (or a hit), a small spread is mostly luck.
        var most = draws * (1 + draws * Math.Min(share, 1 - share) / 2);
        var trials = spread > 1e-12 ? Math.Min(spread / (error * error), most) : draws;
        var t = StudentT.InvCDF(0, 1, draws - 1, 0.5 + level / 2);
        var c = t * t / trials;
        var half = Math.Sqrt(c * spread + c * c / 4);
        return (Math.Max(0, (share + c / 2 - half) / (1 + c)), Math.Min(1, (share + c / 2 + half) / (1 + c)));
    }

    /// <summary>
    /// Between what multiples of a measured mean square error the true one lies: it is taken for chi-square over its degrees of freedom (Satterthwaite), 2 / relative^2 of them, fewer by (z / t)^2 since the error is an estimate of
    /// draws - 1 degrees of freedom itself, and at most D (1 + D / 10), since few draws agree by luck.
    /// </summary>
    /// <param name="relative">Standard error of the mean square between draws, over the mean square.</param>
    /// <param name="draws">D, at least 2.</param>
    /// <param name="level">In (0, 1).</param>
    /// <returns>The upper one is infinite where the draws say next to nothing.</returns>
    public static (double Least, double Most) OfMeanSquare(double relative, double draws, double level)
    {
        var (outside, certain) = ((1 - level) / 2, Normal.InvCDF(0, 1, 0.5 + level / 2) / StudentT.InvCDF(0, 1, draws - 1, 0.5 + level / 2));
        var freedom = Math.Min(2 * certain * certain / (relative * relative), draws * (1 + draws / 10));
        return freedom < 0.5 ? (0, double.PositiveInfinity) : (freedom / ChiSquared.InvCDF(freedom, 1 - outside), freedom / ChiSquared.InvCDF(freedom, outside));
    }

    /// <summary>Standard error of a mean over draws; where all draws agree, that of a share with one more success and one more failure among as many trials.</summary>
    public static double Error(double share, double variance, double draws)
    {
        if (variance > 1e-15) return Math.Sqrt(variance);
        var p = (share * draws + 1) / (draws + 2);
        return Math.Sqrt(p * (1 - p) / draws);
    }
}
