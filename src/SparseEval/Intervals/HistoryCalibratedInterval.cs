namespace SparseEval;

/// <summary>
/// value + q_low SE to value + q_high SE, with q the quantiles of (truth - estimate) / SE in trial draws on past models of about the same estimated score; never
/// inside the t interval.
/// </summary>
/// <remarks>
/// For graded scores, whose skewness no formula knows beforehand. The quarter of the trials nearest in estimated score counts, at least 150 of them. As the t
/// interval is its least, a model unlike the past ones gets no less than that. Where no error was seen it is wilson.
/// </remarks>
internal sealed class HistoryCalibratedInterval : IIntervalMethod
{
    /// <summary>Fewest trials to take quantiles of.</summary>
    public const int LeastTrials = 200;

    private readonly double[] _values;
    private readonly double[] _studentised;

    public HistoryCalibratedInterval(IReadOnlyList<AutoTrial> trials)
    {
        var sorted = trials.OrderBy(t => t.Estimate.Value).ThenBy(t => t.Studentised).ToArray();
        _values = Array.ConvertAll(sorted, t => t.Estimate.Value);
        _studentised = Array.ConvertAll(sorted, t => t.Studentised);
    }

    public string Name => "history-calibrated";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        if (!(input.StandardError > 0)) return Intervals.Wilson().Interval(input, confidence);
        var (low, high) = Ends(input.Value, input.StandardError, input.DegreesOfFreedom, confidence);
        return WaldTInterval.Clip(input, low, high, confidence, Name);
    }

    /// <summary>Around a trial's own estimate, to see how wide it would be.</summary>
    public ConfidenceInterval Around(Estimate estimate, double confidence)
    {
        if (!(estimate.StandardError > 0)) return estimate.Interval!;
        var (low, high) = Ends(estimate.Value, estimate.StandardError.Value, Math.Max(1, estimate.DegreesOfFreedom ?? double.PositiveInfinity), confidence);
        return new(Math.Clamp(low, 0, 1), Math.Clamp(high, 0, 1), confidence, Name);
    }

    private (double Low, double High) Ends(double value, double error, double freedom, double confidence)
    {
        var t = WaldTInterval.Quantile(confidence, freedom);
        var near = Near(value);
        var tail = (1 - confidence) / 2;
        var low = Math.Min(-t, near[(int)Math.Floor(tail * (near.Length - 1))]);
        var high = Math.Max(t, near[(int)Math.Ceiling((1 - tail) * (near.Length - 1))]);
        return (Shift(value, low, error), Shift(value, high, error));
    }

    /// <summary>An unbounded quantile, from trials that saw no error, leaves only the logical bounds.</summary>
    private static double Shift(double value, double quantile, double error) => double.IsInfinity(quantile) ? Math.Sign(quantile) : value + quantile * error;

    private double[] Near(double value)
    {
        var size = Math.Min(_values.Length, Math.Max(150, _values.Length / 4));
        var place = Array.BinarySearch(_values, value);
        var first = Math.Clamp((place < 0 ? ~place : place) - size / 2, 0, _values.Length - size);
        var near = _studentised[first..(first + size)];
        Array.Sort(near);
        return near;
    }
}
