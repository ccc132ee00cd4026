namespace SparseEval;

/// <summary>The rule that chooses where the caller did not; stated in <see cref="Intervals"/> and in a diagnostic of every estimate.</summary>
internal static class DefaultIntervalRule
{
    /// <summary>The chosen method's interval with its ends held, as estimates have it.</summary>
    public static ConfidenceInterval Interval(IntervalInput input, double level) => OneSidedEnds.Hull(Choose(input).Method.Interval(input, level), input);

    /// <param name="input">What is known.</param>
    /// <param name="ofDifference">True for a part of a difference, whose interval is put together from score intervals.</param>
    public static (IIntervalMethod Method, string Reason) Choose(IntervalInput input, bool ofDifference = false)
    {
        if (HypergeometricInterval.Fits(input)) return (Intervals.Hypergeometric(), "it is exact for right-or-wrong scores of a simple random sample");
        if (GradedInterval.Fits(input)) return (Intervals.Graded(), "scores are graded, and it guards against what few of them have not shown");
        if (!ofDifference && input.Sample is { IsBinary: true, IsIndependentMean: true }) return (Intervals.KornGraubard(), "it never falls below its level for right-or-wrong scores of items that stand for others like them");
        return (Intervals.Wilson(), input.StandardError <= 0
            ? "the sampled scores show no spread, which does not prove that there is none"
            : "it keeps its coverage for few items and for scores near 0 or 1, and agrees with wald-t elsewhere");
    }
}
