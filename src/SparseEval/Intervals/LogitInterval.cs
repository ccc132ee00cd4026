namespace SparseEval;

/// <summary>logit(p) +- t(df) SE / (p (1 - p)), taken back to the scale of scores; the plain Clopper-Pearson ends of the effective size where p is 0 or 1 or V is 0.</summary>
/// <remarks>R survey's svyciprop(method = "xlogit"). The variance is at least that of <see cref="WilsonInterval"/>'s capped effective size.</remarks>
internal sealed class LogitInterval : IIntervalMethod
{
    public string Name => "logit";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var p = Math.Clamp(input.Value, 0, 1);
        if (!(input.StandardError > 0 && p > 0 && p < 1)) return new KornGraubardInterval().Interval(input, confidence) with { Kind = Name };
        var half = WaldTInterval.Quantile(confidence, input.DegreesOfFreedom) / Math.Sqrt(WilsonInterval.EffectiveSize(input) * p * (1 - p));
        var centre = Math.Log(p / (1 - p));
        return WaldTInterval.Clip(input, 1 / (1 + Math.Exp(half - centre)), 1 / (1 + Math.Exp(-half - centre)), confidence, Name);
    }
}
