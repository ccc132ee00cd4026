namespace SparseEval;

/// <summary>
/// Score interval (p + c/2 +- sqrt(c p (1-p) + c^2/4)) / (1 + c), c = t^2 / n*, with the effective size n* = p (1-p) / V, so that design, stratification and
/// finite population enter through the variance V; clipped to the logical bounds.
/// </summary>
/// <remarks>
/// Wilson (1927); effective size as in Korn and Graubard (1998). Departure: n* is at most E (1 + E min(p, 1 - p) / 5) with
/// E the size that equal hardness gives (<see cref="IntervalInput.EffectiveSize"/>), and E itself where the variance is zero: where few sampled items score on
/// the rarer side, a small variance is mostly luck, and scores that all agree do not prove certainty.
/// </remarks>
internal sealed class WilsonInterval : IIntervalMethod
{
    public string Name => "wilson";

    public ConfidenceInterval Interval(IntervalInput input, double confidence) => Of(input, EffectiveSize(input), confidence, Name);

    public static ConfidenceInterval Of(IntervalInput input, double size, double confidence, string kind)
    {
        var p = Math.Clamp(input.Value, 0, 1);
        var t = WaldTInterval.Quantile(confidence, input.DegreesOfFreedom);
        var c = t * t / size;
        var half = Math.Sqrt(c * p * (1 - p) + c * c / 4);
        return WaldTInterval.Clip(input, (p + c / 2 - half) / (1 + c), (p + c / 2 + half) / (1 + c), confidence, kind);
    }

    public static double EffectiveSize(IntervalInput input)
    {
        var variance = input.StandardError * input.StandardError;
        var p = Math.Clamp(input.Value, 0, 1);
        if (!(variance > 0 && p * (1 - p) > 0)) return input.EffectiveSize;
        var rarer = input.EffectiveSize * Math.Min(p, 1 - p);
        return Math.Min(p * (1 - p) / variance, input.EffectiveSize * (1 + rarer / 5));
    }
}
