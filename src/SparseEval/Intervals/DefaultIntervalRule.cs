namespace SparseEval;

/// <summary>The rule that chooses where the caller did not; stated in <see cref="Intervals"/> and in a diagnostic of every estimate.</summary>
internal static class DefaultIntervalRule
{
    private const double Enough = 10;

    public static (IIntervalMethod Method, string Reason) Choose(IntervalInput input)
    {
        var size = WilsonInterval.EffectiveSize(input);
        var rarer = size * Math.Min(input.Value, 1 - input.Value);
        if (input.StandardError <= 0) return (Intervals.Wilson(), "the sampled scores show no spread, which does not prove that there is none");
        if (rarer < Enough) return (Intervals.Wilson(), $"only about {rarer:0.#} effective items score on the rarer side (fewer than {Enough:0})");
        return (Intervals.WaldT(), $"about {rarer:0} effective items score on the rarer side (at least {Enough:0})");
    }
}
