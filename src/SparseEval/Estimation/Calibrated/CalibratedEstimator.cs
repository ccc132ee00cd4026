namespace SparseEval;

/// <summary>A predictor of full scores with a band calibrated on past models, and a guard that falls back to the design where the model is unlike them.</summary>
internal sealed class CalibratedEstimator(IScorePredictor predictor) : IEstimator
{
    public const string Kind = "calibrated-band";

    public string Name => predictor.Name;

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => Estimate(new DesignedScores(scored, options), HistoryOf(scored.Sample));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options)
    {
        var history = HistoryOf(sample);
        return [.. DesignedScores.Many(sample, scores, options).Select(s => Estimate(s, history))];
    }

    private ResponseMatrix HistoryOf(Sample sample) => sample.Frame.History ?? throw new SparseEvalException(
        $"The estimator '{Name}' needs past models' scores and the frame has none. Give a history (--history), or use the estimator 'mean'.");

    private Estimate Estimate(DesignedScores scores, ResponseMatrix history)
    {
        var report = new EstimateReport(scores, Name);
        if (scores.Options.Target != InferenceTarget.FullBenchmark) return FallBack(scores, null, "a band speaks about the benchmark's own score as run, not about a wider population of questions or epochs");
        if (scores.IsCensus) return report.Exact(scores.Mean(scores.Scores));
        if (history.Models.Count < ConformalBand.LeastModels(scores.Options.Confidence))
            return FallBack(scores, null, FormattableString.Invariant($"a history of {history.Models.Count} models is too small to calibrate a band; {scores.Options.Confidence * 100:0.##} % takes at least {ConformalBand.LeastModels(scores.Options.Confidence)}"));
        var ready = scores.Shared.Get(() => predictor.For(scores, history));
        var band = scores.Shared.Get(() => new ConformalBand(ready));
        var prediction = ready.Predict(scores);
        if (band.Objection(prediction) is { } objection) return FallBack(scores, prediction, objection);
        report.Diagnostics.AddRange(ready.Diagnostics);
        if (scores.Sample.ChosenByScores)
        {
            report.Diagnostics.Add(DiagnosticCatalog.BandNotCalibratedHere(scores.Sample.Design));
            return report.WithoutInterval(Math.Clamp(prediction.Value, scores.LowerBound, scores.UpperBound));
        }
        report.Diagnostics.Add(DiagnosticCatalog.BandCalibrated(band.Models));
        return report.WithBand(prediction.Value, band.HalfWidth(scores.Options.Confidence)(prediction), Kind);
    }

    /// <summary>The design's own estimate where the design draws at random, else the prediction without a band.</summary>
    private Estimate FallBack(DesignedScores scores, ScorePrediction? prediction, string reason)
    {
        if (!scores.Sample.HasKnownProbabilities)
        {
            var report = new EstimateReport(scores, Name);
            report.Diagnostics.Add(DiagnosticCatalog.BandWithheld(reason));
            return report.WithoutInterval(Math.Clamp(prediction?.Value ?? scores.Mean(scores.Scores), scores.LowerBound, scores.UpperBound));
        }
        var design = RegressionEstimator.Estimate(scores, new());
        return design with
        {
            Method = $"{Name}, fallen back to {design.Method}",
            Diagnostics = [DiagnosticCatalog.BandFellBack(reason), .. design.Diagnostics],
        };
    }
}
