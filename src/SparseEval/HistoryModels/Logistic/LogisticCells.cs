using System.Numerics;

namespace SparseEval;

/// <summary>What cells of a logistic model add to gradients and information.</summary>
internal static class LogisticCells
{
    private const double LeastWeight = 1e-4;

    /// <summary>Sum of y eta - log(1 + exp(eta)) over the scores that are there.</summary>
    public static double LogLikelihood(ReadOnlySpan<double> scores, ReadOnlySpan<double> logOdds)
    {
        var (one, zero, width, i) = (Vector<double>.One, Vector<double>.Zero, Vector<double>.Count, 0);
        var sum = Vector<double>.Zero;
        for (; i <= scores.Length - width; i += width)
        {
            var (y, eta) = (new Vector<double>(scores.Slice(i, width)), new Vector<double>(logOdds.Slice(i, width)));
            var softplus = Vector.Max(eta, zero) + Vector.Log(one + Vector.Exp(-Vector.Abs(eta)));
            sum += Vector.ConditionalSelect(Vector.Equals(y, y), y * eta - softplus, zero);
        }
        var total = Vector.Sum(sum);
        for (; i < scores.Length; i++)
            if (!double.IsNaN(scores[i])) total += scores[i] * logOdds[i] - Math.Max(logOdds[i], 0) - Math.Log(1 + Math.Exp(-Math.Abs(logOdds[i])));
        return total;
    }

    /// <summary>Replaces scores by y - p and p by max(p (1 - p), 10^-4); both 0 where the score is missing (NaN).</summary>
    public static void Residuals(Span<double> scores, Span<double> p)
    {
        var (one, zero, least, width, i) = (Vector<double>.One, Vector<double>.Zero, new Vector<double>(LeastWeight), Vector<double>.Count, 0);
        for (; i <= scores.Length - width; i += width)
        {
            var (y, q) = (new Vector<double>(scores.Slice(i, width)), new Vector<double>(p.Slice(i, width)));
            var there = Vector.Equals(y, y);
            Vector.ConditionalSelect(there, y - q, zero).CopyTo(scores.Slice(i, width));
            Vector.ConditionalSelect(there, Vector.Max(q * (one - q), least), zero).CopyTo(p.Slice(i, width));
        }
        for (; i < scores.Length; i++)
            (scores[i], p[i]) = double.IsNaN(scores[i]) ? (0, 0) : (scores[i] - p[i], Math.Max(p[i] * (1 - p[i]), LeastWeight));
    }
}
