namespace SparseEval;

/// <summary>What a model's observed scores tell about its factors and so about all its scores. Immutable.</summary>
public abstract class HistoryPosterior
{
    private readonly double[] _factors;
    private readonly double[] _covariance;

    /// <param name="items">Observed items.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="factors">k posterior means.</param>
    /// <param name="covariance">k x k, row-major.</param>
    private protected HistoryPosterior(int[] items, double[] scores, double[] factors, double[] covariance)
    {
        ObservedItems = items;
        ObservedScores = scores;
        _factors = factors;
        _covariance = covariance;
    }

    /// <summary>Positions of the items with a score.</summary>
    public IReadOnlyList<int> ObservedItems { get; }

    /// <summary>Their scores, in the same order.</summary>
    public IReadOnlyList<double> ObservedScores { get; }

    /// <summary>Posterior means (modes for logistic models) of the k factors; 0 is an average past model, 1 one standard deviation above.</summary>
    public ReadOnlySpan<double> Factors => _factors;

    /// <summary>Posterior covariance of the factors, k x k row by row; Laplace's approximation for logistic models.</summary>
    public ReadOnlySpan<double> Covariance => _covariance;

    /// <summary>Log of the marginal density (probability) of the observed scores, factors integrated out; by Laplace's approximation for logistic models.</summary>
    public abstract double LogLikelihood { get; }

    /// <summary>
    /// How far the pattern of observed scores lies from past models', squared: (y - mu)' (V V' + Psi)^-1 (y - mu) for the Gaussian model, sum (y - p)^2 / p (1 - p) plus the squared
    /// length of the factors for logistic ones. About the number of observed items for a model like the past ones, larger for strange ones.
    /// </summary>
    public abstract double PatternDistance { get; }

    /// <summary>Expected score of every item, in [0, 1]; observed items too are given their prediction, not their score.</summary>
    /// <param name="all">N numbers, written.</param>
    public abstract void Predict(Span<double> all);

    /// <summary>The full score: observed scores as they are, predictions elsewhere.</summary>
    /// <param name="weights">One for each of the N items; the full score is sum of w_i y_i. Empty for 1/N each.</param>
    public abstract PredictedScore FullScore(ReadOnlySpan<double> weights = default);

    /// <summary>Fisher information of an item's score about the factors at their present values, summed over factors: a^2 p (1 - p) for 2PL, |v|^2 / psi for the Gaussian model.</summary>
    public abstract double Information(int item);

    /// <summary>The posterior after one more score, in O(k^2): exact for the Gaussian model, one step of Newton's method with a rank-1 change of the covariance for logistic ones.</summary>
    /// <param name="item">Position of an item not observed yet.</param>
    /// <param name="score">In [0, 1].</param>
    public abstract HistoryPosterior Update(int item, double score);

    private protected double[] Center => _factors;

    private protected double[] Spread => _covariance;

    private protected (int[] Items, double[] Scores) Extended(int item, double score) => ([.. ObservedItems, item], [.. ObservedScores, score]);
}
