namespace SparseEval;

/// <summary>History models as active designs use them: scores and their variances, predicted from the scores seen, averaged over the models.</summary>
internal sealed class ActiveModel(IReadOnlyList<FittedHistoryModel> parts, bool binary)
{
    /// <summary>Least variance of a score around its prediction, so that no item is given up.</summary>
    private const double LeastVariance = 1e-3;

    public ActiveModel(FittedHistoryModel model, bool binary) : this([model], binary) { }

    public static ActiveModel Average(ActiveModel a, ActiveModel b, bool binary) => new([.. a.Parts, .. b.Parts], binary);

    public IReadOnlyList<FittedHistoryModel> Parts => parts;

    /// <summary>p (1 - p) for right-or-wrong scores; else the item's noise and what is not known of the factors.</summary>
    public (double[] Predictions, double[] Variances) Predict(int[] seen, double[] scores)
    {
        var (predictions, variances, one) = (new double[parts[0].Count], new double[parts[0].Count], new double[parts[0].Count]);
        foreach (var part in parts)
        {
            var posterior = part.Infer(seen, scores);
            posterior.Predict(one);
            Vectors.AddScaled(predictions, 1.0 / parts.Count, one);
            if (!binary) Vectors.AddScaled(variances, 1.0 / parts.Count, Spread(part, posterior, one));
        }
        return (predictions, binary ? Array.ConvertAll(predictions, p => p * (1 - p) + LeastVariance) : variances);
    }

    private static double[] Spread(FittedHistoryModel model, HistoryPosterior posterior, double[] predictions)
    {
        var (variances, moved) = (new double[predictions.Length], new double[model.Rank]);
        var dispersion = (model as FittedLogisticModel)?.Parameters.Dispersion;
        for (var i = 0; i < variances.Length; i++)
        {
            var v = model.Loadings(i);
            for (var a = 0; a < moved.Length; a++) moved[a] = Vectors.Dot(posterior.Covariance.Slice(a * moved.Length, moved.Length), v);
            variances[i] = (dispersion is { } d ? Logistic(predictions[i], d, Vectors.Dot(v, moved)) : model.Noise(i) + Vectors.Dot(v, moved)) + LeastVariance / 10;
        }
        return variances;
    }

    /// <summary>d p (1 - p) + (1 - d) Var(mu), with Var(mu) ~ p (1 - p) (1 - 1 / sqrt(1 + pi s^2 / 8)) from 0 for known factors to p (1 - p) for unknown ones, near 0 and 1 too.</summary>
    private static double Logistic(double p, double dispersion, double spread) => p * (1 - p) * (1 - (1 - dispersion) / Math.Sqrt(1 + Math.PI / 8 * spread));
}
