namespace SparseEval;

/// <summary>The Gaussian factor model, fitted.</summary>
internal sealed class FittedGaussianModel : FittedHistoryModel
{
    public FittedGaussianModel(IReadOnlyList<string> itemIds, GaussianParameters parameters, string name, IReadOnlyList<Diagnostic> diagnostics)
        : base(itemIds, parameters.Rank, FactorAxes.ByItem(parameters.Loadings, itemIds.Count))
    {
        (Parameters, Name, Diagnostics) = (parameters, name, diagnostics);
    }

    public GaussianParameters Parameters { get; }

    public override string Name { get; }

    public override double Mean(int item) => Math.Clamp(Parameters.Mean[item], 0, 1);

    public override double Noise(int item) => Parameters.Noise[item];

    public override HistoryConditioning Condition(IReadOnlyList<int> items) => new GaussianConditioning(this, items);
}
