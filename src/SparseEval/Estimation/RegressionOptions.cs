namespace SparseEval;

/// <summary>Hyper-parameters of <see cref="Estimators.Regression"/>.</summary>
public sealed record RegressionOptions
{
    private readonly IReadOnlyList<double> _penalties = [.. Enumerable.Range(-8, 11).Select(i => Math.Pow(10, i / 2.0))];

    /// <summary>
    /// Ridge penalties to try, each relative to the largest eigenvalue of the weighted cross-product of the centred history; the one that
    /// serves past models best, each predicted from the others on the sampled items, is taken; the new model's scores play no part. Above 0; default 10^-4 to 10 by half decades.
    /// </summary>
    /// <exception cref="SparseEvalException">Empty, or a penalty is not above 0.</exception>
    public IReadOnlyList<double> Penalties
    {
        get => _penalties;
        init => _penalties = value.Count > 0 && value.All(p => p > 0 && double.IsFinite(p)) ? value
            : throw new SparseEvalException("Ridge penalties must be finite and above 0, and at least one is needed.");
    }
}
