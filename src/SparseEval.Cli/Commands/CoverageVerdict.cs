namespace SparseEval.Cli.Commands;

/// <summary>Whether a share of intervals that hold fits the confidence that they state.</summary>
internal static class CoverageVerdict
{
    /// <summary>False where so few hold that a binomial with the stated level gives so few or fewer in under 1 of 100 cases.</summary>
    public static bool IsPlausible(int covered, int intervals, double level)
    {
        var term = Math.Pow(1 - level, intervals);
        var cumulative = term;
        for (var k = 1; k <= covered; k++)
        {
            term *= (intervals - k + 1.0) / k * level / (1 - level);
            cumulative += term;
        }
        return cumulative >= 0.01;
    }
}
