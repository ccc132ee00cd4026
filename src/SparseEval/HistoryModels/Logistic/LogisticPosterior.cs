namespace SparseEval;

/// <summary>Laplace's approximation of the posterior of a logistic factor model.</summary>
internal sealed class LogisticPosterior(FittedLogisticModel model, int[] items, double[] scores, double[] factors, double[] covariance)
    : HistoryPosterior(items, scores, factors, covariance)
{
    private const double LeastVariance = 0.005;

    /// <summary>Log posterior at the mode + log |C| / 2: the prior's and Laplace's powers of 2 pi cancel.</summary>
    public override double LogLikelihood
    {
        get
        {
            var k = model.Rank;
            var determinant = new Cholesky(Spread, k).LogDeterminant;
            return LogLikelihoodOf(At(ObservedItems), Center, ObservedScores) - 0.5 * Vectors.Dot(Center, Center) + 0.5 * determinant;
        }
    }

    public override double PatternDistance
    {
        get
        {
            var observed = At(ObservedItems);
            var mean = new double[ObservedItems.Count];
            observed.Probabilities(Center, 0, mean);
            var sum = Vectors.Dot(Center, Center);
            for (var i = 0; i < mean.Length; i++)
                sum += Math.Pow(ObservedScores[i] - mean[i], 2) / (observed.Dispersion * Math.Max(LeastVariance, mean[i] * (1 - mean[i])));
            return sum;
        }
    }

    /// <summary>E[sigmoid(eta)] = sigmoid(eta / sqrt(1 + pi s^2 / 8)), s^2 = v' C v (MacKay 1992).</summary>
    public override void Predict(Span<double> all)
    {
        var p = model.Parameters;
        var spread = new double[p.Items];
        var moved = new double[p.Items];
        for (var a = 0; a < p.Rank; a++)
        {
            Array.Clear(moved);
            for (var b = 0; b < p.Rank; b++) Vectors.AddScaled(moved, Spread[a * p.Rank + b], p.Loadings[b]);
            Vectors.AddProduct(spread, moved, p.Loadings[a]);
        }
        p.Intercept.CopyTo(all);
        for (var j = 0; j < p.Rank; j++) Vectors.AddScaled(all, Center[j], p.Loadings[j]);
        for (var i = 0; i < p.Items; i++) all[i] /= Math.Sqrt(1 + Math.PI / 8 * spread[i]);
        Vectors.Sigmoid(all[..p.Items]);
    }

    public override PredictedScore FullScore(ReadOnlySpan<double> weights = default)
    {
        var open = OpenWeights.Of(model, ObservedItems, weights);
        var predicted = new double[model.Count];
        Predict(predicted);
        var value = Vectors.Dot(open.Weights, predicted) + open.Known(ObservedScores);
        var slopes = predicted.Select((q, i) => open.Weights[i] * q * (1 - q)).ToArray();
        var gradient = Array.ConvertAll(model.Parameters.Loadings, v => Vectors.Dot(slopes, v));
        var sum = model.Parameters.Dispersion * Vectors.Dot(slopes, open.Weights);
        for (var a = 0; a < gradient.Length; a++) sum += gradient[a] * Vectors.Dot(Spread.AsSpan(a * gradient.Length, gradient.Length), gradient);
        return new(value, Math.Sqrt(Math.Max(0, sum)));
    }

    public override double Information(int item)
    {
        var v = model.Loadings(item);
        var p = Probability(item);
        return p * (1 - p) * Vectors.Dot(v, v) / model.Parameters.Dispersion;
    }

    public override HistoryPosterior Update(int item, double score)
    {
        var (k, v) = (model.Rank, model.Loadings(item).ToArray());
        var p = Probability(item);
        var weight = p * (1 - p) / model.Parameters.Dispersion;
        var moved = Enumerable.Range(0, k).Select(a => Vectors.Dot(Spread.AsSpan(a * k, k), v)).ToArray();
        var shrink = 1 + weight * Vectors.Dot(v, moved);
        var spread = (double[])Spread.Clone();
        for (var a = 0; a < k; a++) Vectors.AddScaled(spread.AsSpan(a * k, k), -weight * moved[a] / shrink, moved);
        var after = Center.Select((u, a) => u + moved[a] / shrink * (score - p) / model.Parameters.Dispersion).ToArray();
        var (known, values) = Extended(item, score);
        return new LogisticPosterior(model, known, values, after, spread);
    }

    /// <summary>Sum of (y eta - log(1 + e^eta)) / dispersion.</summary>
    public static double LogLikelihoodOf(LogisticParameters observed, ReadOnlySpan<double> factors, IReadOnlyList<double> scores)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Count; i++)
        {
            var eta = observed.Intercept[i];
            for (var j = 0; j < observed.Rank; j++) eta += factors[j] * observed.Loadings[j][i];
            sum += scores[i] * eta - (eta > 0 ? eta + Math.Log(1 + Math.Exp(-eta)) : Math.Log(1 + Math.Exp(eta)));
        }
        return sum / observed.Dispersion;
    }

    private double Probability(int item) => 1 / (1 + Math.Exp(-model.Parameters.Intercept[item] - Vectors.Dot(model.Loadings(item), Center)));

    private LogisticParameters At(IReadOnlyList<int> positions)
    {
        var p = model.Parameters;
        return new([.. positions.Select(i => p.Intercept[i])], [.. p.Loadings.Select(v => positions.Select(i => v[i]).ToArray())], p.Dispersion);
    }
}
