namespace SparseEval;

/// <summary>
/// A model of the history, fitted: each item has a mean, k loadings and a noise; a new model has k factors z ~ N(0, I), which its scores on some items tell.
/// </summary>
/// <remarks>Immutable, so one fit may serve any number of threads. Items are numbered in the history's column order, 0 to N-1.</remarks>
public abstract class FittedHistoryModel
{
    private readonly double[] _loadings;

    /// <param name="itemIds">In column order.</param>
    /// <param name="rank">k.</param>
    /// <param name="loadings">N x k, item by item.</param>
    private protected FittedHistoryModel(IReadOnlyList<string> itemIds, int rank, double[] loadings)
    {
        ItemIds = itemIds;
        Rank = rank;
        _loadings = loadings;
    }

    /// <summary>Model with what was chosen, such as <c>gaussian-factor(rank 8, shrinkage 1, smoothing 0.2)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Item ids, in the history's column order.</summary>
    public IReadOnlyList<string> ItemIds { get; }

    /// <summary>Number of items, N.</summary>
    public int Count => ItemIds.Count;

    /// <summary>Number of factors, k; 0 where no factor helps to predict held-out models.</summary>
    public int Rank { get; }

    /// <summary>What a user of the fit must know: twins, constant items, approximations.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private protected init; } = [];

    /// <summary>Expected score of a model with average factors (z = 0) on an item, in [0, 1].</summary>
    public abstract double Mean(int item);

    /// <summary>
    /// The item's k coordinates in factor space, strongest factor first: change of its score (Gaussian) or of its log-odds (logistic, IRT) for one standard
    /// deviation of each factor among past models. No copy is made.
    /// </summary>
    public ReadOnlySpan<double> Loadings(int item) => _loadings.AsSpan(item * Rank, Rank);

    /// <summary>Variance of the item's score around its prediction when the factors are known (at z = 0 for logistic models), above 0.</summary>
    public abstract double Noise(int item);

    /// <summary>Prepares for any number of models that were scored on the same items: what does not depend on the scores is worked out once.</summary>
    /// <param name="items">Positions of the observed items, each once; may be empty.</param>
    public abstract HistoryConditioning Condition(IReadOnlyList<int> items);

    /// <summary>What a new model's scores on some items tell about it.</summary>
    /// <param name="items">Positions of the observed items, each once.</param>
    /// <param name="scores">One in [0, 1] for each item; NaN where it is missing.</param>
    public HistoryPosterior Infer(IReadOnlyList<int> items, ReadOnlySpan<double> scores) => Condition(items).Infer(scores);

    /// <summary>The same model with the same hyper-parameters, fitted to other models of the same items.</summary>
    internal Func<ResponseMatrix, FittedHistoryModel> Refit { get; init; } = _ => throw new NotSupportedException("A candidate is not refitted.");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
