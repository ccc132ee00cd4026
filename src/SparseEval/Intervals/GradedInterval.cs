namespace SparseEval;

/// <summary>
/// Score interval for graded scores: the form of <see cref="WilsonInterval"/> with V' = V + (1 - f) max u^2, as if one more unit like the worst had been seen, and with an effective size of
/// at most E (1 + (E min(p, 1 - p) / 1.5)^2).
/// </summary>
/// <remarks>
/// Own rule (decision 0061). Heavy-tailed residuals and rare high scores make small samples look surer than they are; the first term answers residuals, the cap, which right-or-wrong scores
/// need more of, answers rare high scores that no sampled item shows.
/// </remarks>
internal sealed class GradedInterval : IIntervalMethod
{
    private const double RarerUnits = 1.5;

    public string Name => "graded";

    public static bool Fits(IntervalInput input) => input.Sample is { IsBinary: false } && input.StandardError > 0;

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var p = Math.Clamp(input.Value, 0, 1);
        var rarer = input.EffectiveSize * Math.Min(p, 1 - p) / RarerUnits;
        var variance = Variance(input);
        var size = variance > 0 && p * (1 - p) > 0 ? Math.Min(p * (1 - p) / variance, input.EffectiveSize * (1 + rarer * rarer)) : input.EffectiveSize;
        return WilsonInterval.Of(input, size, confidence, Name);
    }

    private static double Variance(IntervalInput input)
    {
        var sample = input.Sample ?? throw new SparseEvalException("The interval 'graded' needs the scored units, which this estimate does not give. Use 'wilson'.");
        var worst = 0.0;
        for (var c = 0; c < sample.Contributions.Count; c++)
            worst = Math.Max(worst, (1 - sample.Fractions[sample.Strata[c]]) * sample.Contributions[c] * sample.Contributions[c]);
        return input.StandardError * input.StandardError + worst;
    }
}
