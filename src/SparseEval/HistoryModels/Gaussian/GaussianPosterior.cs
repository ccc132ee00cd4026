namespace SparseEval;

/// <summary>Exact posterior of the Gaussian factor model.</summary>
internal sealed class GaussianPosterior(
    FittedGaussianModel model, int[] items, double[] scores, double[] factors, double[] covariance, double distance, double likelihood)
    : HistoryPosterior(items, scores, factors, covariance)
{
    public override double LogLikelihood => likelihood;

    public override double PatternDistance => distance;

    public override void Predict(Span<double> all)
    {
        model.Parameters.Mean.CopyTo(all);
        for (var j = 0; j < model.Rank; j++) Vectors.AddScaled(all, Center[j], model.Parameters.Loadings[j]);
        for (var i = 0; i < model.Count; i++) all[i] = Math.Clamp(all[i], 0, 1);
    }

    public override PredictedScore FullScore(ReadOnlySpan<double> weights = default)
    {
        var p = model.Parameters;
        var open = OpenWeights.Of(model, ObservedItems, weights);
        var predicted = new double[model.Count];
        Predict(predicted);
        var value = Vectors.Dot(open.Weights, predicted) + open.Known(ObservedScores);
        var gradient = Array.ConvertAll(p.Loadings, v => Vectors.Dot(open.Weights, v));
        return new(value, Math.Sqrt(Quadratic(gradient) + Vectors.Form(open.Weights, open.Weights, p.Noise)));
    }

    public override double Information(int item) => Vectors.Dot(model.Loadings(item), model.Loadings(item)) / model.Noise(item);

    public override HistoryPosterior Update(int item, double score)
    {
        var (k, v) = (model.Rank, model.Loadings(item).ToArray());
        var moved = Enumerable.Range(0, k).Select(a => Vectors.Dot(Spread.AsSpan(a * k, k), v)).ToArray();
        var variance = model.Noise(item) + Vectors.Dot(v, moved);
        var error = score - model.Parameters.Mean[item] - Vectors.Dot(v, Center);
        var after = Center.Select((z, a) => z + moved[a] * error / variance).ToArray();
        var spread = (double[])Spread.Clone();
        for (var a = 0; a < k; a++) Vectors.AddScaled(spread.AsSpan(a * k, k), -moved[a] / variance, moved);
        var surprise = error * error / variance;
        var (known, values) = Extended(item, score);
        return new GaussianPosterior(model, known, values, after, spread, distance + surprise, likelihood - 0.5 * (Math.Log(2 * Math.PI * variance) + surprise));
    }

    private double Quadratic(double[] gradient)
    {
        var sum = 0.0;
        for (var a = 0; a < gradient.Length; a++) sum += gradient[a] * Vectors.Dot(Spread.AsSpan(a * gradient.Length, gradient.Length), gradient);
        return Math.Max(0, sum);
    }
}
