using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>value +- t(df) SE, clipped to the logical bounds.</summary>
internal sealed class WaldTInterval : IIntervalMethod
{
    public string Name => "wald-t";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var half = Quantile(confidence, input.DegreesOfFreedom) * input.StandardError;
        return Clip(input, input.Value - half, input.Value + half, confidence, Name);
    }

    /// <summary>From the lower of both lower ends to the upper of both upper ends.</summary>
    public static ConfidenceInterval Hull(ConfidenceInterval other, IntervalInput input)
    {
        var half = Quantile(other.Level, input.DegreesOfFreedom) * input.StandardError;
        return Clip(input, Math.Min(other.Lower, input.Value - half), Math.Max(other.Upper, input.Value + half), other.Level, other.Kind);
    }

    /// <summary>Two-sided quantile of Student's t; of the normal distribution for infinite degrees of freedom.</summary>
    public static double Quantile(double confidence, double degreesOfFreedom)
    {
        var p = 0.5 + confidence / 2;
        return double.IsInfinity(degreesOfFreedom) || degreesOfFreedom > 1e6 ? Normal.InvCDF(0, 1, p) : StudentT.InvCDF(0, 1, degreesOfFreedom, p);
    }

    public static ConfidenceInterval Clip(IntervalInput input, double lower, double upper, double confidence, string kind) =>
        new(Math.Clamp(lower, input.LowerBound, input.UpperBound), Math.Clamp(upper, input.LowerBound, input.UpperBound), confidence, kind);
}
