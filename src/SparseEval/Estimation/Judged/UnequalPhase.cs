namespace SparseEval;

/// <summary>
/// Second phase with a chance of its own for each judged item, drawn independently (Sarndal, Swensson and Wretman 1992, 9.3, with Poisson sampling as the second phase): each trusted grade stands for 1 / q items.
/// </summary>
/// <param name="weight">The design's weights a of the trusted items, of which all judged ones have sum 1.</param>
/// <param name="chance">q of the trusted items.</param>
/// <param name="judged">Number of judged items, n.</param>
internal sealed class UnequalPhase(double[] weight, double[] chance, int judged)
{
    /// <summary>True where all chances are the same, as of a judge that answers 0 or 1 alone.</summary>
    public bool IsEqual => chance.Max() - chance.Min() < 1e-9;

    public double Chance(int trusted) => chance[trusted];

    /// <summary>Of trusted on cheap scores by least squares with weights 1 / q, held to [0, 1].</summary>
    public double Slope(double[] cheap, double[] trusted)
    {
        var expanded = Array.ConvertAll(chance, q => 1 / q);
        var all = expanded.Sum();
        var (mp, my) = (expanded.Zip(cheap, (w, p) => w * p).Sum() / all, expanded.Zip(trusted, (w, y) => w * y).Sum() / all);
        var spread = expanded.Zip(cheap, (w, p) => w * (p - mp) * (p - mp)).Sum();
        return spread > 1e-12 ? Math.Clamp(expanded.Select((w, k) => w * (cheap[k] - mp) * (trusted[k] - my)).Sum() / spread, 0, 1) : 0;
    }

    /// <summary>Ratio mean of the differences: sum of a d / q over sum of a / q.</summary>
    public double Mean(double[] differences) => Sum(differences) / Sum(Array.ConvertAll(differences, _ => 1.0));

    /// <summary>Sum over the trusted items of a d / q, which is unbiased for the sum of a d over the judged.</summary>
    public double Sum(double[] differences) => differences.Select((d, k) => weight[k] * d / chance[k]).Sum();

    /// <summary>Of each trusted item: a^2 e^2 (1 - q) / q^2. Their sum is unbiased for the variance, given the judged sample, of the sum of a e / q.</summary>
    public double[] Variances(double[] residuals) => [.. residuals.Select((e, k) => Math.Pow(weight[k] * e / chance[k], 2) * (1 - chance[k]))];

    /// <summary>What one disagreement of a whole score that no trusted grade shows would add: n / m times the mean over the judged items of a^2 (1 - q) / q.</summary>
    public double Unseen => chance.Select((q, k) => weight[k] * weight[k] * (1 - q) / (q * q)).Sum() / Math.Min(judged, chance.Sum(q => 1 / q)) * judged / chance.Length;
}
