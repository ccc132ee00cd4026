namespace SparseEval;

/// <summary>The catalog of estimators.</summary>
public static class Estimators
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IEstimator>> All { get; } = new Dictionary<string, Func<IEstimator>>(StringComparer.Ordinal)
    {
        ["mean"] = Mean,
        ["regression"] = () => Regression(),
        ["stacked"] = Stacked,
    };

    /// <summary>
    /// The mean of the sampled scores, each weighted by the number of items it stands for (Horvitz-Thompson within strata; ratio means for clusters and
    /// categories), with the design's variance. Needs nothing but the sample.
    /// </summary>
    public static IEstimator Mean() => new MeanEstimator();

    /// <summary>
    /// The mean, corrected by ridge regression on past models' scores, which are known for all items; variance from leave-one-out residuals. Needs a
    /// history, binary or graded, with or without gaps; a useless one costs nothing, since the plain mean is taken then. Valid whether or not the history
    /// resembles the model; one that does makes the interval narrower.
    /// </summary>
    /// <param name="options">Hyper-parameters; null for the defaults.</param>
    public static IEstimator Regression(RegressionOptions? options = null) => new RegressionEstimator(options ?? new());

    /// <summary>
    /// A mixture of seven estimates trained on past models left out in turn: the most precise score for a model like the past ones, with a band calibrated on their errors
    /// in place of a design-based interval. A guard falls back to <see cref="Regression"/> for a model unlike them. Needs a history of 12 models or more.
    /// </summary>
    public static IEstimator Stacked() => new StackedEstimator();

    /// <summary>The estimator with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IEstimator Parse(string name) => All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no estimator '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
