namespace SparseEval;

/// <summary>
/// Adds what the draw of the judged items leaves open, by <see cref="WilsonInterval"/>: the larger of its distances at the estimate and at the second phase's end, since a score whose trusted grades leave 0.9 to 0.98 open
/// may have the variance of either.
/// </summary>
/// <param name="value">The corrected estimate.</param>
/// <param name="variance">Of the draw alone; 0 with an infinite <paramref name="size"/> for a census.</param>
/// <param name="freedom">Its degrees of freedom.</param>
/// <param name="size">See <see cref="IntervalInput.EffectiveSize"/>.</param>
/// <param name="confidence">In (0, 1).</param>
internal sealed class FirstPhaseEnds(double value, double variance, double freedom, double size, double confidence)
{
    /// <summary>Distances of both phases.</summary>
    public (double Down, double Up) Add((double Down, double Up) second)
    {
        if (double.IsInfinity(size)) return second;
        var centre = Math.Clamp(value, 0, 1);
        var effective = WilsonInterval.EffectiveSize(Unbounded.Input(centre, Math.Sqrt(variance), freedom, size));
        var (down, up) = (Math.Max(At(centre).Down, At(Math.Max(0, value - second.Down)).Down), Math.Max(At(centre).Up, At(Math.Min(1, value + second.Up)).Up));
        return (SecondPhaseEnds.Added(second.Down, down), SecondPhaseEnds.Added(second.Up, up));

        (double Down, double Up) At(double p)
        {
            var ends = WilsonInterval.Of(Unbounded.Input(p, Math.Sqrt(variance), freedom, size), effective, confidence, "");
            return (Math.Max(0, p - ends.Lower), Math.Max(0, ends.Upper - p));
        }
    }
}
