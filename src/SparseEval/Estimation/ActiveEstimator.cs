namespace SparseEval;

/// <summary>
/// For samples of <see cref="ActiveDesign"/>: each draw t gives the exact signal Y_t = known part + predictions of the rest + w (y - p) / q, whose expectation given the past is the full score; the
/// estimate is their mean with weights 1 / (items left)^2, its error sums a martingale.
/// </summary>
/// <remarks>
/// theta = sum a_t Y_t / sum a_t, SE = sqrt(sum a_t^2 (Y_t - theta)^2 / (1 - a_t / sum a)^2) / sum a_t, t with n_eff - 1 degrees of freedom. Y_t's variance goes to 0 as the items run out, so the
/// finite-population gain is built in. The weights are fixed beforehand: with 1 / predicted variance a surprising score lowers the weight of all that follow, and theta is biased towards it. On other
/// samples it is the mean.
/// </remarks>
internal sealed class ActiveEstimator : IEstimator
{
    private const double MostWeight = 20;

    public string Name => "active";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options)
    {
        var scores = new DesignedScores(scored, options);
        var report = new EstimateReport(scores, Name);
        var full = options.Target == InferenceTarget.FullBenchmark;
        if (scored.Sample.Batches is not { } batches || (scores.IsCensus && full)) return MeanEstimator.Estimate(scores, report);
        if (options.Target == InferenceTarget.ExpectedScore)
            throw new SparseEvalException("The estimator 'active' cannot tell the luck of epochs from that of the draw. Estimate the score as run, or draw by another design.");
        if (!full && options.ClusterField is not null)
            throw new SparseEvalException("The estimator 'active' takes questions like these as independent and cannot account for clusters. Leave the cluster field out, or draw by another design.");
        var weights = options.Estimand.Weights(scored.Sample.Frame.Benchmark);
        var known = scores.Index.Zip(scores.Scores).ToDictionary(s => s.First, s => s.Second);
        var signals = Signals(batches, known, weights);
        if (signals.Count < 2) throw new SparseEvalException($"The active sample has {signals.Count} scored item, so its error is unknown. Give a budget of at least 2.");
        var (value, error, freedom) = Combine(signals);
        // Of questions like these the benchmark is a sample itself; a score's variance is at most value (1 - value).
        var inside = Math.Clamp(value, 0, 1);
        if (!full) error = Math.Sqrt(error * error + inside * (1 - inside) * weights.Sum(w => w * w));
        var all = signals.Sum(s => s.Weight);
        var influence = signals.ToDictionary(s => s.Index, s => s.Weight * (s.Value - value) / all);
        if (scores.Count < scored.Sample.Count) return report.ActiveWithoutInterval(value, scored.Sample.Count - scores.Count);
        var share = 1 - scores.Count / (double)weights.Length;
        var size = 1 / Math.Max(1e-12, share * scores.Coefficients.Sum(a => a * a));
        var errors = Array.ConvertAll(scores.Index, i => influence.GetValueOrDefault(i));
        // The finite population is in the errors already, so the sampling fraction is 0.
        var sample = new IntervalSample { Scores = scores.Scores, Contributions = errors, Strata = new int[scores.Count], Fractions = [0] };
        report.ErrorStaysAtEnds = true;
        return report.WithInterval(value, error, freedom, [.. errors.Select((e, k) => e / scores.Weights[k])], size, sample);
    }

    private static (double Value, double Error, double Freedom) Combine(List<Signal> signals)
    {
        var all = signals.Sum(s => s.Weight);
        var value = signals.Sum(s => s.Weight * s.Value) / all;
        var squares = signals.Sum(s => Math.Pow(s.Weight * (s.Value - value) / (1 - s.Weight / all), 2));
        return (value, Math.Sqrt(squares) / all, Math.Max(1, all * all / signals.Sum(s => s.Weight * s.Weight) - 1));
    }

    /// <summary>One for each draw whose item has a score; an item without one stays at its prediction.</summary>
    private static List<Signal> Signals(IReadOnlyList<ActiveBatch> batches, Dictionary<int, double> scores, double[] weights)
    {
        var signals = new List<Signal>();
        var (known, drawn, left, earlier) = (0.0, new bool[weights.Length], (double)weights.Length, new List<double>());
        foreach (var batch in batches)
        {
            var (predicted, chances) = RestOf(batch, drawn, weights);
            foreach (var i in batch.Items)
            {
                var (p, chance) = (batch.Predictions[i], batch.Chances[i]);
                if (scores.TryGetValue(i, out var y)) signals.Add(new(i, known + predicted + weights[i] * (y - p) * chances / chance, Weight(1 / (left * left), earlier)));
                else y = p;
                drawn[i] = true;
                known += weights[i] * y;
                (predicted, chances, left) = (predicted - weights[i] * p, chances - chance, left - 1);
            }
        }
        return signals;
    }

    /// <summary>Over the items not drawn: sum of w p, and of chances.</summary>
    private static (double Predicted, double Chances) RestOf(ActiveBatch batch, bool[] drawn, double[] weights)
    {
        var (predicted, chances) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (drawn[i]) continue;
            predicted += weights[i] * batch.Predictions[i];
            chances += batch.Chances[i];
        }
        return (predicted, chances);
    }

    /// <summary>At most 20 times the median of the weights so far, so that no single draw decides; known before the first draw.</summary>
    private static double Weight(double wanted, List<double> earlier)
    {
        var weight = earlier.Count == 0 ? wanted : Math.Min(wanted, MostWeight * earlier[earlier.Count / 2]);
        var place = earlier.BinarySearch(weight);
        earlier.Insert(place < 0 ? ~place : place, weight);
        return weight;
    }

    private readonly record struct Signal(int Index, double Value, double Weight);
}
