namespace SparseEval;

/// <summary>An estimator whose estimates say why it was chosen.</summary>
internal sealed class ExplainedEstimator(IEstimator inner, string reason) : IEstimator
{
    public string Name => inner.Name;

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Explain(inner.Estimate(scored, options));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. inner.EstimateMany(sample, scores, options).Select(Explain)];

    private Estimate Explain(Estimate estimate) => estimate with { Diagnostics = [.. estimate.Diagnostics, DiagnosticCatalog.ChosenByAuto(reason)] };
}
