using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>
/// Clopper-Pearson with x = p n* ones of n* items, n* = p (1 - p) / V (t(n - 1) / t(df))^2, so that design, strata, clusters, past models and finite population
/// enter through the variance V.
/// </summary>
/// <remarks>
/// Korn and Graubard (1998), Survey Methodology 24; R survey's svyciprop(method = "beta"). n* is capped as in <see cref="WilsonInterval"/>, and is the size of equally
/// hard items where V is 0.
/// </remarks>
internal sealed class KornGraubardInterval : IIntervalMethod
{
    public string Name => "korn-graubard";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var freedom = WaldTInterval.Quantile(confidence, Math.Max(1, input.SampleSize - 1)) / WaldTInterval.Quantile(confidence, input.DegreesOfFreedom);
        var size = WilsonInterval.EffectiveSize(input) * freedom * freedom;
        var (lower, upper) = ClopperPearson(Math.Clamp(input.Value, 0, 1) * size, size, 1 - confidence);
        return WaldTInterval.Clip(input, lower, upper, confidence, Name);
    }

    /// <summary>Ends for x ones of n, neither of them whole numbers of need.</summary>
    public static (double Lower, double Upper) ClopperPearson(double x, double n, double alpha) => (
        x <= 1e-9 ? 0 : Beta.InvCDF(x, n - x + 1, alpha / 2),
        n - x <= 1e-9 ? 1 : Beta.InvCDF(x + 1, n - x, 1 - alpha / 2));
}
