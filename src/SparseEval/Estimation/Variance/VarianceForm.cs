namespace SparseEval;

/// <summary>A variance estimate as a sum of squares of linear forms in the expanded values u_i = z_i / pi_i.</summary>
internal abstract class VarianceForm
{
    /// <summary>Signed parts whose squares sum to the variance; the bootstrap draws among them.</summary>
    public abstract double[] Parts(IReadOnlyList<double> expanded);

    public virtual double Variance(IReadOnlyList<double> expanded) => Parts(expanded).Sum(part => part * part);

    /// <param name="spread">Expected square of each u_i times 1 - pi_i, up to a factor.</param>
    public abstract double DegreesOfFreedom(IReadOnlyList<double> spread);

    /// <summary>Number of equally large parts that vary as much as these: (sum s)^2 / sum s^2.</summary>
    protected static double Equivalent(IReadOnlyList<double> spread)
    {
        var (sum, squares) = (spread.Sum(), spread.Sum(s => s * s));
        return squares > 0 ? sum * sum / squares : 1;
    }
}
