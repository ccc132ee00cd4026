namespace SparseEval;

/// <summary>
/// Conditional Poisson sampling: independent draws, kept when they are n items. Of all designs with given inclusion probabilities it has the largest entropy, so Deville's variance fits it best.
/// </summary>
/// <remarks>Hajek (1964, 1981); the p_i that give the wanted pi_i by Chen, Dempster and Liu (1994), with log-odds moved by the whole difference, less where that overshoots.</remarks>
internal static class ConditionalPoisson
{
    private const int MostRounds = 500;

    /// <summary>p_i, summing to n, for which the conditional inclusion probabilities are those given, to 1e-12.</summary>
    /// <param name="wanted">In (0, 1), summing to <paramref name="size"/>.</param>
    /// <param name="size">n.</param>
    public static double[] Working(double[] wanted, int size)
    {
        var odds = Array.ConvertAll(wanted, LogOdds);
        var (best, step) = (double.PositiveInfinity, 1.0);
        var p = Centred(odds, size);
        for (var round = 0; round < MostRounds; round++)
        {
            var found = new PoissonWindow(p, size).Single();
            var error = wanted.Zip(found, (a, b) => Math.Abs(a - b)).Max();
            if (error < 1e-12) break;
            if (error > 0.7 * best) step = Math.Max(0.25, step * 0.7);
            best = Math.Min(best, error);
            for (var i = 0; i < odds.Length; i++) odds[i] += step * (LogOdds(wanted[i]) - LogOdds(Math.Clamp(found[i], 1e-15, 1 - 1e-15)));
            p = Centred(odds, size);
        }
        return p;
    }

    /// <summary>Draws until exactly n items come together; about 2.5 sd tries.</summary>
    public static bool[] Draw(double[] p, int size, SeededStream random)
    {
        var drawn = new bool[p.Length];
        while (true)
        {
            var count = 0;
            for (var i = 0; i < p.Length; i++)
                if (drawn[i] = random.Uniform() < p[i]) count++;
            if (count == size) return drawn;
        }
    }

    /// <summary>Probabilities with these log-odds plus one constant, summing to n: the design is the same for every constant.</summary>
    private static double[] Centred(double[] odds, int size)
    {
        var (low, high) = (-odds.Max() - 50, -odds.Min() + 50);
        for (var k = 0; k < 100; k++)
        {
            var middle = (low + high) / 2;
            if (odds.Sum(o => 1 / (1 + Math.Exp(-o - middle))) < size) low = middle;
            else high = middle;
        }
        return Array.ConvertAll(odds, o => 1 / (1 + Math.Exp(-o - low)));
    }

    private static double LogOdds(double p) => Math.Log(p / (1 - p));
}
