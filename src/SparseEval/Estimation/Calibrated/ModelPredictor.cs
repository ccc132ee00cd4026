namespace SparseEval;

/// <summary>A history model's full score: observed scores as they are, predictions elsewhere (E5 for the Gaussian factor model, p-IRT for 2PL).</summary>
internal sealed class ModelPredictor(string name, IHistoryModel model) : IScorePredictor
{
    public string Name => name;

    public ISamplePredictor For(DesignedScores scores, ResponseMatrix history) => new Ready(CrossFittedModel.Of(history, model), scores);

    /// <summary>What is kept with the history.</summary>
    public CrossFittedModel Learnt(ResponseMatrix history) => CrossFittedModel.Of(history, model);

    private sealed class Ready : ISamplePredictor
    {
        private readonly HistoryConditioning _whole;
        private readonly double[] _weights;

        public Ready(CrossFittedModel model, DesignedScores scores)
        {
            _weights = scores.Options.Estimand.Weights(scores.Sample.Frame.Benchmark);
            _whole = model.Whole.Condition(scores.Index);
            Diagnostics = model.Whole.Diagnostics;
            var parts = Array.ConvertAll(model.Parts, p => p.Condition(scores.Index));
            HeldOut = Predict(model.History, [.. Enumerable.Range(0, model.History.Models.Count)], m => parts[model.Division.Groups[m]]);
            if (model.Extremes is not { } split) return;
            var weaker = model.Weaker!.Condition(scores.Index);
            Stress = new([.. Predict(model.History, split.Weaker, _ => weaker).Select(h => h.Prediction.Value)], Predict(model.History, split.Strongest, _ => weaker));
        }

        public IReadOnlyList<HeldOutPrediction> HeldOut { get; }

        public StressTest? Stress { get; }

        public IReadOnlyList<Diagnostic> Diagnostics { get; }

        public ScorePrediction Predict(DesignedScores scores) => Predict(_whole.Infer(scores.Scores));

        private ScorePrediction Predict(HistoryPosterior posterior)
        {
            var score = posterior.FullScore(_weights);
            return new(score.Value, Math.Max(1e-6, score.StandardDeviation), posterior.PatternDistance / Math.Max(1, posterior.ObservedItems.Count));
        }

        private HeldOutPrediction[] Predict(ResponseMatrix history, int[] models, Func<int, HistoryConditioning> by)
        {
            var held = new HeldOutPrediction[models.Length];
            Parallel.For(0, held.Length, () => (Row: new double[_weights.Length], All: new double[_weights.Length]), (m, _, scratch) =>
            {
                history.CopyModel(models[m], scratch.Row);
                held[m] = HeldOutOf(by(models[m]), scratch.Row, scratch.All);
                return scratch;
            }, _ => { });
            return held;
        }

        private HeldOutPrediction HeldOutOf(HistoryConditioning part, double[] row, double[] all)
        {
            var posterior = part.Infer([.. part.Items.Select(i => row[i])]);
            var prediction = Predict(posterior);
            posterior.Predict(all);
            foreach (var i in posterior.ObservedItems) all[i] = row[i];
            var error = 0.0;
            for (var i = 0; i < row.Length; i++) error += double.IsNaN(row[i]) ? 0 : _weights[i] * (all[i] - row[i]);
            return new(prediction, prediction.Value - error);
        }
    }
}
