using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>
/// One to three sampled scores of the rarer kind, drawn with low chances, weigh so much that a score interval may leave out the truth that there are hardly more of them. An end
/// stays as near to 0 or 1 as the fewest K of that kind on the whole benchmark of which so many or more are drawn with probability alpha / 2.
/// </summary>
/// <remarks>
/// The count is taken for binomial with the mean inclusion probability of those seen; where all chances are equal the intervals chosen by default hold without it.
/// </remarks>
internal static class RareCount
{
    private const int Few = 3;

    /// <summary>The interval, widened where it has to be.</summary>
    public static ConfidenceInterval Hull(ConfidenceInterval interval, DesignedScores scores)
    {
        if (!Applies(scores)) return interval;
        return interval with
        {
            Lower = Fewest(scores, 1, interval.Level) is { } right ? Math.Min(interval.Lower, right / scores.Sample.Frame.Count) : interval.Lower,
            Upper = Fewest(scores, 0, interval.Level) is { } wrong ? Math.Max(interval.Upper, 1 - wrong / scores.Sample.Frame.Count) : interval.Upper,
        };
    }

    private static bool Applies(DesignedScores scores) =>
        scores.Options is { Target: InferenceTarget.FullBenchmark, ClusterField: null } && scores.Options.Estimand.IsItemWeighted && scores.Scores.All(y => y is 0 or 1) &&
        scores.Weights.Max() > scores.Weights.Min() * (1 + 1e-9);

    private static double? Fewest(DesignedScores scores, double kind, double level)
    {
        var seen = Enumerable.Range(0, scores.Count).Where(i => scores.Scores[i] == kind).ToArray();
        if (seen.Length is 0 or > Few) return null;
        var chance = seen.Average(i => 1 / scores.Weights[i]);
        var count = seen.Length;
        while (1 - Binomial.CDF(chance, count, seen.Length - 1) < (1 - level) / 2) count++;
        return count;
    }
}
