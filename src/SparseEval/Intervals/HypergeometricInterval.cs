namespace SparseEval;

/// <summary>
/// The numbers of right items among N that k of n leave acceptable at level alpha, by Blaker's acceptability: exact, never below its level, and inside the
/// tail-based (Clopper-Pearson) interval. For the plain mean of right-or-wrong scores of a simple random sample.
/// </summary>
/// <remarks>
/// Blaker (2000), Can. J. Statist. 28, for the hypergeometric distribution. The ends are the outermost acceptable numbers, found by stepping in from the tail-based ends
/// (by bisection); with more than 100,000 items the step is N / 100,000.
/// </remarks>
internal sealed class HypergeometricInterval : IIntervalMethod
{
    public string Name => "hypergeometric";

    public static bool Fits(IntervalInput input) => input.Sample is { IsBinary: true, IsSimpleRandomMean: true };

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        if (!Fits(input))
            throw new SparseEvalException("The interval 'hypergeometric' needs right-or-wrong scores of items drawn by a simple random sample, and their plain mean. " +
                "Use 'korn-graubard' for other designs and estimators.");
        var (k, n, all) = ((int)Math.Round(input.Sample!.Scores.Sum()), input.Sample.Scores.Count, input.PopulationSize);
        var alpha = 1 - confidence;
        var step = Math.Max(1, all / 100_000);
        var (least, most) = (k, k + all - n);
        var lower = First(least, most, m => Hypergeometric.AtLeast(k, all, m, n) > alpha / 2);
        while (lower < most && Hypergeometric.Acceptability(k, all, lower, n) <= alpha) lower = Math.Min(most, lower + step);
        var upper = First(least, most + 1, m => Hypergeometric.AtMost(k, all, m, n) <= alpha / 2) - 1;
        while (upper > least && Hypergeometric.Acceptability(k, all, upper, n) <= alpha) upper = Math.Max(least, upper - step);
        // A step beyond 1 may pass an acceptable number: the last refused one is a safe end.
        var (safe, top) = (step > 1 ? Math.Max(least, lower - step) : lower, step > 1 ? Math.Min(most, upper + step) : upper);
        return WaldTInterval.Clip(input, safe / (double)all, top / (double)all, confidence, Name);
    }

    /// <summary>The least number in [from, to) for which a condition, once true, stays true; to where none.</summary>
    private static int First(int from, int to, Func<int, bool> holds)
    {
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (holds(middle)) to = middle;
            else from = middle + 1;
        }
        return from;
    }
}
