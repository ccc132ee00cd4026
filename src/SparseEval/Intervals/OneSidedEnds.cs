namespace SparseEval;

/// <summary>
/// Near 0 and 1 a score interval errs almost only to one side: of 30 right-or-wrong scores with one wrong its upper end leaves out 0.995, where one wrong is seen in 14 % of draws. Each end is therefore kept
/// at least as far out as the one-sided Clopper-Pearson bound at alpha, so that neither end alone is wrong more often than the whole interval may be, which is what a gate claims of each verdict.
/// </summary>
/// <remarks>With the effective size of <see cref="KornGraubardInterval"/> for designs other than simple random sampling; widens only where about a dozen scores or fewer are of the rarer kind (decision 0170).</remarks>
internal static class OneSidedEnds
{
    /// <summary>The interval, widened where it has to be; levels of 0.5 and less stay.</summary>
    public static ConfidenceInterval Hull(ConfidenceInterval interval, IntervalInput input)
    {
        if (interval.Level <= 0.5 || input.Sample is not { IsBinary: true } || HypergeometricInterval.Fits(input)) return interval;
        var bounds = new KornGraubardInterval().Interval(input, 1 - 2 * (1 - interval.Level));
        return interval with { Lower = Math.Min(interval.Lower, bounds.Lower), Upper = Math.Max(interval.Upper, bounds.Upper) };
    }
}
