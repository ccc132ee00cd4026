namespace SparseEval;

/// <summary>
/// Split-conformal band around a stacked estimate: its half-width is the quantile of past models' absolute errors when they were left out, each divided by
/// sqrt(score (1 - score)) of its own estimate and multiplied by the target's. Holds for a target exchangeable with the past models.
/// </summary>
/// <remarks>
/// Lei et al. (2018), locally weighted. Past models that the guard would not trust take no part, since the band is not given for such targets. <see cref="ConformalBand"/> does the same for single predictors:
/// it chooses among two scales, since these predict their own error, counts all past models, and carries its guard with it; here the guard is the mixture's (<see cref="StackTraining"/>).
/// </remarks>
internal sealed class CalibratedBand
{
    private const double LeastScale = 0.05;
    private readonly double[] _scaled;

    public CalibratedBand(StackTraining training) =>
        _scaled = [.. training.Past.Where(p => Covers(p.Estimate)).Select(p => Math.Abs(p.Truth - p.Estimate.Value) / Scale(p.Estimate.Value)).Order()];

    /// <summary>True where the target looks enough like the past models.</summary>
    public static bool Covers(StackedScore score) => score.Trust >= 0.999;

    /// <returns>Half-width, or null where there are too few past models for this confidence.</returns>
    public double? HalfWidth(double value, double confidence)
    {
        var rank = (int)Math.Ceiling(confidence * (_scaled.Length + 1));
        return rank > _scaled.Length ? null : _scaled[rank - 1] * Scale(value);
    }

    private static double Scale(double value) => Math.Max(LeastScale, Math.Sqrt(Math.Clamp(value, 0, 1) * (1 - Math.Clamp(value, 0, 1))));
}
