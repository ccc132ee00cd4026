namespace SparseEval;

/// <summary>A logistic factor model or IRT model, fitted.</summary>
internal sealed class FittedLogisticModel : FittedHistoryModel
{
    public FittedLogisticModel(IReadOnlyList<string> itemIds, LogisticParameters parameters, string name, IReadOnlyList<Diagnostic> diagnostics)
        : base(itemIds, parameters.Rank, FactorAxes.ByItem(parameters.Loadings, itemIds.Count))
    {
        (Parameters, Name, Diagnostics) = (parameters, name, diagnostics);
    }

    public LogisticParameters Parameters { get; }

    public override string Name { get; }

    public override double Mean(int item) => 1 / (1 + Math.Exp(-Parameters.Intercept[item]));

    public override double Noise(int item) => Parameters.Dispersion * Math.Max(1e-4, Mean(item) * (1 - Mean(item)));

    /// <summary>The same items for a model whose factors have a prior so many times as wide as past models'.</summary>
    public FittedLogisticModel Widened(double width) =>
        new(ItemIds, Parameters with { Loadings = Array.ConvertAll(Parameters.Loadings, v => Array.ConvertAll(v, x => width * x)) }, Name, Diagnostics);

    public override HistoryConditioning Condition(IReadOnlyList<int> items) => new LogisticConditioning(this, items);
}
