namespace SparseEval.Reports;

/// <summary>Whether a share of intervals that hold fits the confidence that they state.</summary>
internal static class PlausibleCoverage
{
    /// <summary>False where so few hold that a binomial with the stated level gives so few or fewer in under 1 of 100 cases.</summary>
    public static bool Holds(int covered, int intervals, double level)
    {
        // In logarithms: (1 - level)^intervals leaves the range of a double from 249 intervals at 95 % on.
        var logTerm = intervals * Math.Log(1 - level);
        var cumulative = Math.Exp(logTerm);
        for (var k = 1; k <= covered; k++)
        {
            logTerm += Math.Log((intervals - k + 1.0) / k * level / (1 - level));
            cumulative += Math.Exp(logTerm);
        }
        return cumulative >= 0.01;
    }
}
