using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>What a gate makes of missing scores: at the worst end of the scale for each claim, or at random where that is asked for.</summary>
internal static class MissingEnds
{
    public static GateDecision Apply(GateDecision decision, int missing, ConfidenceInterval? atWorst)
    {
        if (missing == 0 || decision.Interval is not { } atRandom || atWorst is null) return decision;
        var interval = decision.Criterion.MissingAtRandom ? atRandom : atWorst;
        return decision with
        {
            Interval = interval,
            Outcome = decision.Criterion.Decide(interval),
            AtRandom = atRandom,
            AtWorst = atWorst,
            // That of the estimate says that they are taken as missing at random.
            Diagnostics = [.. decision.Diagnostics.Where(d => d.Code != "SPE0002"), DiagnosticCatalog.MissingInGate(missing, Range(atRandom), Range(atWorst), decision.Criterion.MissingAtRandom)],
        };
    }

    private static string Range(ConfidenceInterval interval) => FormattableString.Invariant($"{interval.Lower:0.0000} to {interval.Upper:0.0000}");

    /// <summary>From the lower end of what the lowest scores say to the upper end of what the highest say.</summary>
    public static ConfidenceInterval Hull(ConfidenceInterval atRandom, ConfidenceInterval? low, ConfidenceInterval? high) =>
        atRandom with { Lower = Math.Min(atRandom.Lower, low?.Lower ?? double.NegativeInfinity), Upper = Math.Max(atRandom.Upper, high?.Upper ?? double.PositiveInfinity) };

    public static ConfidenceInterval Widened(Estimate estimate, ConfidenceInterval own, int missing, double share)
    {
        var drawn = estimate.SampleSize + missing;
        var unseen = estimate.Target == InferenceTarget.Superpopulation ? 1 : Math.Max(0, 1 - (double)drawn / estimate.PopulationSize);
        var z = Normal.InvCDF(0, 1, (1 + own.Level) / 2);
        var luck = unseen * z * z * share * (1 - share) / drawn;
        var (v, rest) = (estimate.Value, 1 - share);
        var lower = rest * v - Math.Sqrt(rest * rest * (v - own.Lower) * (v - own.Lower) + luck * v * v);
        var upper = share + rest * v + Math.Sqrt(rest * rest * (own.Upper - v) * (own.Upper - v) + luck * (1 - v) * (1 - v));
        return own with { Lower = Math.Clamp(lower, 0, own.Lower), Upper = Math.Clamp(upper, own.Upper, 1) };
    }
}
