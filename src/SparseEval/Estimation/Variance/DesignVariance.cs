namespace SparseEval;

/// <summary>A design's own rule for the variance of the sum of z_i / pi_i over its sample; <see cref="Sample.Variance"/> carries it. Null there means simple random sampling within strata.</summary>
internal abstract record DesignVariance
{
    /// <summary>The rule made ready for the items that have a score.</summary>
    public abstract VarianceForm For(ScoredPart part);
}
