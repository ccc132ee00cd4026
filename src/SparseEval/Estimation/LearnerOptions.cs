namespace SparseEval;

/// <summary>Hyper-parameters of <see cref="Estimators.Learner"/>.</summary>
public sealed record LearnerOptions
{
    private readonly IReadOnlyList<double> _penalties = [.. Enumerable.Range(-8, 11).Select(i => Math.Pow(10, i / 2.0))];

    /// <summary>What learns; default ridge regression.</summary>
    public LearnerKind Kind { get; init; }

    /// <summary>
    /// Penalties to try, relative to the largest eigenvalue of the sources' cross-products (ridge) or to the least penalty that leaves nothing (lasso); the one that
    /// predicts left-out sources best is taken. Above 0; default 10^-4 to 10 by half decades.
    /// </summary>
    /// <exception cref="SparseEvalException">Empty, or a penalty is not above 0.</exception>
    public IReadOnlyList<double> Penalties
    {
        get => _penalties;
        init => _penalties = value.Count > 0 && value.All(p => p > 0 && double.IsFinite(p)) ? value
            : throw new SparseEvalException("A learner's penalties must be finite and above 0, and at least one is needed.");
    }
}
