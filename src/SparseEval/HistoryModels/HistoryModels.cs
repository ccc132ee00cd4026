namespace SparseEval;

/// <summary>The catalog of history models.</summary>
public static class HistoryModels
{
    /// <summary>Every member by its name.</summary>
    public static IReadOnlyDictionary<string, Func<HistoryModelOptions, IHistoryModel>> All { get; } =
        new Dictionary<string, Func<HistoryModelOptions, IHistoryModel>>(StringComparer.Ordinal)
        {
            ["gaussian-factor"] = o => GaussianFactor(o),
            ["logistic-factor"] = o => LogisticFactor(o),
            ["irt-2pl"] = o => TwoParameter(o),
            ["irt-md"] = o => Multidimensional(o),
        };

    /// <summary>
    /// y = mu + V z + e, z ~ N(0, I), e_i ~ N(0, psi_i): for binary, graded and continuous scores. Rank, shrinkage of the loadings and smoothing of the noise are those that
    /// predict held-out past models best.
    /// </summary>
    public static IHistoryModel GaussianFactor(HistoryModelOptions? options = null) => new GaussianFactorModel(options ?? new());

    /// <summary>
    /// Expected score = 1 / (1 + exp(-(b + v' u))), u ~ N(0, I): for binary and graded scores, near 0 and 1 too. Rank and penalty are those that predict held-out past models best.
    /// </summary>
    public static IHistoryModel LogisticFactor(HistoryModelOptions? options = null) => new LogisticFactorModel(options ?? new());

    /// <summary>
    /// Two-parameter logistic IRT: p = 1 / (1 + exp(-(b + a t))), t ~ N(0, 1), by marginal maximum likelihood. <see cref="HistoryModelOptions.Ranks"/> is unused.
    /// </summary>
    public static IHistoryModel TwoParameter(HistoryModelOptions? options = null) => new TwoParameterModel(options ?? new());

    /// <summary>
    /// Compensatory multidimensional two-parameter IRT by EM with Laplace's approximation, weak priors; 2 dimensions unless <see cref="HistoryModelOptions.Ranks"/> says otherwise.
    /// </summary>
    public static IHistoryModel Multidimensional(HistoryModelOptions? options = null) => new LogisticFactorModel(options ?? new(), LogisticFactorModel.Irt);

    /// <summary>The model with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IHistoryModel Parse(string name, HistoryModelOptions? options = null) => All.TryGetValue(name, out var factory) ? factory(options ?? new())
        : throw new SparseEvalException($"There is no history model '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
