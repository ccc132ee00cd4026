namespace SparseEval;

/// <summary>The full score as a logistic factor model predicts it from the sampled scores, and how far these lie from their own predictions.</summary>
internal sealed class FactorPrediction(FittedLogisticModel model, int[] items, double[] shares, double[] weights)
{
    private readonly HistoryConditioning _conditioning = model.Condition(items);

    /// <returns>
    /// The prediction, sampled scores as they are; and the design-weighted mean residual y - p, each residual enlarged by the pull of its own score on its
    /// prediction (p (1 - p) v'Cv / dispersion, at most 0.8); and the distance of the pattern of scores from past models' (<see cref="HistoryPosterior.PatternDistance"/>).
    /// </returns>
    public (double Value, double Residual, double Distance) Of(double[] scores)
    {
        var posterior = _conditioning.Infer(scores);
        var residual = 0.0;
        for (var i = 0; i < items.Length; i++)
        {
            var v = model.Loadings(items[i]);
            var p = 1 / (1 + Math.Exp(-model.Parameters.Intercept[items[i]] - Vectors.Dot(v, posterior.Factors)));
            var pull = p * (1 - p) / model.Parameters.Dispersion * Spread(posterior.Covariance, v);
            residual += shares[i] * (scores[i] - p) / Math.Max(0.2, 1 - pull);
        }
        return (posterior.FullScore(weights).Value, residual, posterior.PatternDistance);
    }

    private static double Spread(ReadOnlySpan<double> covariance, ReadOnlySpan<double> v)
    {
        var sum = 0.0;
        for (var a = 0; a < v.Length; a++) sum += v[a] * Vectors.Dot(covariance.Slice(a * v.Length, v.Length), v);
        return sum;
    }
}
