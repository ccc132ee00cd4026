namespace SparseEval;

/// <summary>
/// theta = mean of y + lambda (X - mean of x) + the mean leave-one-out residual of the items left out, x past models' mean score; lambda = Cov(y, x) / Var(x) within strata, with the weights of the variance.
/// Variance from leave-one-out residuals through the design.
/// </summary>
/// <remarks>
/// PPI++ (Angelopoulos, Duchi and Zrnic, arXiv 2311.01453) for a finite, known pool: their lambda carries 1 / (1 + n/N) because their pool is a second sample. Departures: lambda is cross-fitted, not
/// clipped to [0, 1], and the mean is taken where it does not lower the variance. One lambda for all strata.
/// </remarks>
internal sealed class PpiEstimator : IEstimator
{
    /// <summary>Relative to the eigenvalue: numerically none.</summary>
    private const double Penalty = 1e-12;

    public string Name => "ppi";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options).Select(Estimate)];

    private Estimate Estimate(DesignedScores scores)
    {
        var report = new EstimateReport(scores, Name);
        var x = HistoryMean.Of(scores, Name);
        if (LinearisedEstimate.IsPlain(scores)) return MeanEstimator.Estimate(scores, report);
        if (!scores.HasSpread) return RegressionEstimator.FallBack(scores, report, "all sampled scores are the same");
        var units = VarianceUnits.Of(scores, report.Diagnostics);
        var basis = scores.Shared.Get(() => new RidgeBasis(scores, units, new(Array.ConvertAll(x.Values, v => new[] { v }), [x.Total], 0)));
        var fit = new RidgeFit(scores, units, basis);
        return fit.HasPredictors ? RegressionEstimator.Best(scores, report, units, fit, Penalty * basis.LargestEigenvalue)
            : RegressionEstimator.FallBack(scores, report, "past models' mean score does not differ between the sampled items of a stratum");
    }
}
