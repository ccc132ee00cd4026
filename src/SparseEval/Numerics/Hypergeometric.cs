namespace SparseEval;

/// <summary>Number of ones among n items drawn without replacement from N items with a given number of ones.</summary>
internal static class Hypergeometric
{
    /// <summary>Probabilities of least, least + 1, ...; by the ratio of neighbours from the mode, so no factorial overflows.</summary>
    public static (int Least, double[] Probabilities) Distribution(int population, int ones, int drawn)
    {
        var least = Math.Max(0, drawn + ones - population);
        var p = new double[Math.Min(drawn, ones) - least + 1];
        var mode = Math.Clamp((int)((drawn + 1.0) * (ones + 1.0) / (population + 2.0)), least, least + p.Length - 1) - least;
        p[mode] = 1;
        for (var j = mode; j + 1 < p.Length; j++) p[j + 1] = p[j] * Ratio(least + j);
        for (var j = mode; j > 0; j--) p[j - 1] = p[j] / Ratio(least + j - 1);
        var sum = p.Sum();
        for (var j = 0; j < p.Length; j++) p[j] /= sum;
        return (least, p);

        double Ratio(int k) => (ones - (double)k) * (drawn - k) / ((k + 1.0) * (population - (double)ones - drawn + k + 1));
    }

    /// <summary>P(X at most k).</summary>
    public static double AtMost(int k, int population, int ones, int drawn)
    {
        var (least, p) = Distribution(population, ones, drawn);
        return p.Take(Math.Max(0, k - least + 1)).Sum();
    }

    /// <summary>P(X at least k).</summary>
    public static double AtLeast(int k, int population, int ones, int drawn)
    {
        var (least, p) = Distribution(population, ones, drawn);
        return p.Skip(Math.Max(0, k - least)).Sum();
    }

    /// <summary>
    /// Blaker's acceptability of a number of ones: the probability of the smaller tail beyond k, and of the largest opposite tail that is no more probable.
    /// </summary>
    public static double Acceptability(int k, int population, int ones, int drawn)
    {
        var (least, p) = Distribution(population, ones, drawn);
        var (below, above) = (p.Take(Math.Max(0, k - least + 1)).Sum(), p.Skip(Math.Max(0, k - least)).Sum());
        var own = Math.Min(below, above);
        var opposite = 0.0;
        if (below <= above)
            for (var j = p.Length - 1; j >= 0 && opposite + p[j] <= own * (1 + 1e-9); j--) opposite += p[j];
        else
            for (var j = 0; j < p.Length && opposite + p[j] <= own * (1 + 1e-9); j++) opposite += p[j];
        return Math.Min(1, own + opposite);
    }
}
