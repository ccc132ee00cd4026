using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>One-sided permutation test of whether scores fall where another quantity rises: every assignment of the scores to the ranks is as likely.</summary>
/// <remarks>
/// Two different scores: Wilcoxon's rank sum, exact as long as the number of assignments fits a double's whole numbers (2^52), else by the normal distribution with the exact variance and half a rank for continuity.
/// More: the sum of products of ranks (Spearman's), by the normal distribution with the exact variance. Both are bounded, so their tails are lighter than the normal's and p errs on the large side.
/// </remarks>
internal sealed class RankTest
{
    private const double MostAssignments = 1L << 52;
    private readonly Dictionary<(int, int), double[]> _tails = [];

    /// <summary>Probability of scores that fall as steeply, by chance.</summary>
    /// <param name="scores">In rising order of the other quantity; not all the same.</param>
    public double FallingP(double[] scores)
    {
        var (low, high) = (scores.Min(), scores.Max());
        return scores.All(y => y == low || y == high) ? Wilcoxon(scores, high) : Spearman(scores);
    }

    private double Wilcoxon(double[] scores, double high)
    {
        var (k, sum) = (0, 0.0);
        for (var r = 0; r < scores.Length; r++)
            if (scores[r] == high) (k, sum) = (k + 1, sum + r + 1);
        var (others, u) = (scores.Length - k, (int)(sum - k * (k + 1) / 2.0));
        if (Tail(k, others) is { } tail) return u < tail.Length ? tail[u] : 1 - (k * others - u - 1 is >= 0 and var mirrored ? tail[mirrored] : 0);
        return Normal.CDF(0, 1, (u + 0.5 - k * others / 2.0) / Math.Sqrt(k * (double)others * (scores.Length + 1) / 12));
    }

    /// <summary>P(U at most u) for u up to the middle, by the coefficients of Gauss's binomial; null where these are no whole numbers of a double.</summary>
    private double[]? Tail(int k, int others)
    {
        if (_tails.TryGetValue((k, others), out var known)) return known;
        var all = 1.0;
        for (var i = 1; i <= Math.Min(k, others) && all <= MostAssignments; i++) all *= (Math.Max(k, others) + i) / (double)i;
        if (all > MostAssignments) return null;
        var counts = new double[k * others / 2 + 1];
        counts[0] = 1;
        for (var i = 1; i <= k; i++)
        {
            for (var u = counts.Length - 1; u >= others + i; u--) counts[u] -= counts[u - others - i];
            for (var u = i; u < counts.Length; u++) counts[u] += counts[u - i];
        }
        for (var u = 1; u < counts.Length; u++) counts[u] += counts[u - 1];
        return _tails[(k, others)] = Array.ConvertAll(counts, c => c / all);
    }

    private static double Spearman(double[] scores)
    {
        var (n, order, sum, squares) = (scores.Length, Enumerable.Range(0, scores.Length).OrderBy(r => scores[r]).ToArray(), 0.0, 0.0);
        for (int from = 0, to; from < n; from = to)
        {
            for (to = from + 1; to < n && scores[order[to]] == scores[order[from]];) to++;
            var rank = (from + to - 1) / 2.0 - (n - 1) / 2.0;
            squares += (to - from) * rank * rank;
            for (var k = from; k < to; k++) sum += rank * (order[k] - (n - 1) / 2.0);
        }
        return Normal.CDF(0, 1, sum / Math.Sqrt(squares * n * (n + 1.0) / 12));
    }
}
