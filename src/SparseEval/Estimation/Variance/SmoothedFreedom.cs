namespace SparseEval;

/// <summary>
/// Satterthwaite's degrees of freedom, (sum V_h)^2 / sum V_h^2 / (n_h - 1), from smoothed V_h: with few units a stratum, or rare ones, most raw V_h are 0 by chance and the
/// degrees of freedom would be those of the one stratum that happened to show a spread. n - H where no stratum does.
/// </summary>
internal static class SmoothedFreedom
{
    /// <summary>Weight of the pooled variance in each stratum's, in degrees of freedom; used for the degrees of freedom alone.</summary>
    private const double PriorFreedom = 4;

    /// <param name="squares">Of each stratum.</param>
    /// <param name="expected">What they would be, up to one factor, if all items were equally hard.</param>
    /// <param name="units">n_h, or how many equally heavy units the stratum's are worth.</param>
    public static double Of(double[] squares, double[] expected, double[] units)
    {
        var freedom = Array.ConvertAll(units, n => n - 1.0);
        var pooled = squares.Sum() / expected.Sum();
        if (!(pooled > 0)) return Math.Max(1, freedom.Sum());
        var (sum, parts) = (0.0, 0.0);
        for (var h = 0; h < units.Length; h++)
        {
            if (freedom[h] < 1 || expected[h] <= 0) continue;
            var raw = squares[h] / expected[h];
            var part = expected[h] * (freedom[h] * raw + PriorFreedom * pooled) / (freedom[h] + PriorFreedom) * units[h] / freedom[h];
            sum += part;
            parts += part * part / freedom[h];
        }
        return Math.Max(1, sum * sum / parts);
    }
}
