namespace SparseEval;

/// <summary>A range that holds the full score with the stated confidence.</summary>
/// <param name="Lower">Lower end, in [0, 1] for scores.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Confidence in (0, 1).</param>
/// <param name="Kind">The method, such as <c>wald-t</c>: valid for the sample size fixed beforehand unless the kind says otherwise.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level, string Kind)
{
    /// <summary>Half of the distance between the ends.</summary>
    public double HalfWidth => (Upper - Lower) / 2;

    /// <summary>True where the value lies between the ends, both included, up to rounding.</summary>
    public bool Contains(double value) => value >= Lower - 1e-12 && value <= Upper + 1e-12;

    /// <summary>Such as <c>95 % CI 0.678-0.748</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Level * 100:0.##} % CI {Lower:0.000}-{Upper:0.000}");
}
