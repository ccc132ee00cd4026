namespace SparseEval;

/// <summary>A design's own rule for the variance of the sum of z_i / pi_i over its sample; <see cref="Sample.Variance"/> carries it. Null there means simple random sampling within strata.</summary>
internal abstract record DesignVariance
{
    /// <summary>
    /// The rule for residuals of a regression on past models: where a design's own rule looks at what changes smoothly between items, the regression has taken that away, and what is left
    /// is noise that no neighbour shares.
    /// </summary>
    public virtual DesignVariance ForResiduals => this;

    /// <summary>The rule made ready for the items that have a score.</summary>
    public abstract VarianceForm For(ScoredPart part);
}
