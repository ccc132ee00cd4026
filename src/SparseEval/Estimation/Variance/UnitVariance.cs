namespace SparseEval;

/// <summary>How the variance of a sample's units is computed: by the strata of simple random sampling, or by the design's own rule.</summary>
internal abstract class UnitVariance
{
    /// <summary>Sampling fraction of the item; 0 for a superpopulation.</summary>
    public abstract double FractionOf(int item);

    /// <summary>Number of scored units that the item's deviation is measured among.</summary>
    public abstract int UnitsAround(int item);

    /// <summary>Takes from influence values what the design holds fixed.</summary>
    public abstract void Centre(double[] influence);

    /// <summary>See <see cref="VarianceUnits.Variance"/>.</summary>
    public abstract (double Variance, double DegreesOfFreedom) Variance(IReadOnlyList<double> influence, IReadOnlyList<double>? scoresInfluence);

    /// <summary>See <see cref="VarianceUnits.Sample"/>.</summary>
    public abstract IntervalSample Sample(IReadOnlyList<double> influence, IReadOnlyList<double> scores);
}
