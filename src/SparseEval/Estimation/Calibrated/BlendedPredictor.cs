namespace SparseEval;

/// <summary>
/// gp-IRT: lambda times the design's mean of the sampled scores plus (1 - lambda) times the model's prediction, lambda = b^2 / (v + b^2), b the mean absolute error of the
/// prediction on past models that were left out, v = s^2 (1 - f) / n the variance of the mean (Maia Polo et al. 2024).
/// </summary>
internal sealed class BlendedPredictor(string name, ModelPredictor inner) : IScorePredictor
{
    public string Name => name;

    public ISamplePredictor For(DesignedScores scores, ResponseMatrix history) => new Ready(inner.For(scores, history), inner.Learnt(history), scores);

    private sealed class Ready : ISamplePredictor
    {
        private readonly ISamplePredictor _inner;
        private readonly double _bias;

        public Ready(ISamplePredictor inner, CrossFittedModel model, DesignedScores scores)
        {
            _inner = inner;
            _bias = inner.HeldOut.Average(h => Math.Abs(h.Prediction.Value - h.Truth));
            HeldOutPrediction Blended(HeldOutPrediction held, int m) => held with { Prediction = Blend(held.Prediction, scores, Values(model.History, m, scores, held)) };
            HeldOut = [.. inner.HeldOut.Select(Blended)];
            if (inner.Stress is { } stress && model.Extremes is { } split)
                Stress = new([.. split.Weaker.Select(m => HeldOut[m].Prediction.Value)], [.. stress.Strongest.Select((h, i) => Blended(h, split.Strongest[i]))]);
        }

        public IReadOnlyList<HeldOutPrediction> HeldOut { get; }

        public StressTest? Stress { get; }

        public IReadOnlyList<Diagnostic> Diagnostics => _inner.Diagnostics;

        public ScorePrediction Predict(DesignedScores scores) => Blend(_inner.Predict(scores), scores, scores.Scores);

        private static double[] Values(ResponseMatrix history, int model, DesignedScores scores, HeldOutPrediction held)
        {
            var row = new double[history.ItemIds.Count];
            history.CopyModel(model, row);
            return Array.ConvertAll(scores.Index, i => double.IsNaN(row[i]) ? held.Prediction.Value : row[i]);
        }

        private ScorePrediction Blend(ScorePrediction prediction, DesignedScores scores, double[] values)
        {
            var mean = scores.Mean(values);
            var open = 1 - scores.Count / (double)scores.Sample.Frame.Count;
            // Equal scores do not prove certainty: their spread is taken as that of one more right and one more wrong answer.
            var p = (values.Sum() + 1) / (values.Length + 2);
            var variance = Math.Max(values.Sum(y => (y - mean) * (y - mean)) / Math.Max(1, values.Length - 1), p * (1 - p) / values.Length) * open / values.Length;
            var lambda = _bias * _bias / (variance + _bias * _bias);
            return prediction with { Value = lambda * mean + (1 - lambda) * prediction.Value };
        }
    }
}
