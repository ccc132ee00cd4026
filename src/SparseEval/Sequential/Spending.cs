using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>How a group-sequential sequence divides its error over the way to the information it plans with.</summary>
public enum Spending
{
    /// <summary>alpha t^3: little early, so that the last look is hardly wider than a single one.</summary>
    Cubic,

    /// <summary>4 - 4 Phi(z(1 - alpha/4) / sqrt t): less still early (Lan and DeMets' form of O'Brien and Fleming).</summary>
    OBrienFleming,

    /// <summary>alpha log(1 + (e - 1) t): nearly the same critical value at each look (Lan and DeMets' form of Pocock).</summary>
    Pocock,
}

/// <summary>The functions behind <see cref="Spending"/>.</summary>
internal static class SpendingFunctions
{
    /// <summary>Error spent up to a share t in [0, 1] of the planned information.</summary>
    public static double Spent(this Spending spending, double t, double alpha) => t >= 1 ? alpha : t <= 0 ? 0 : spending switch
    {
        Spending.OBrienFleming => 4 * Normal.CDF(0, 1, Normal.InvCDF(0, 1, alpha / 4) / Math.Sqrt(t)),
        Spending.Pocock => alpha * Math.Log(1 + (Math.E - 1) * t),
        _ => alpha * t * t * t,
    };
}
