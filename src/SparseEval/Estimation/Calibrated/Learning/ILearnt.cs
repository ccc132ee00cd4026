namespace SparseEval;

/// <summary>A regression from sampled scores to the full score, fitted to sources.</summary>
internal interface ILearnt
{
    /// <summary>Predictions of the sources, each with its twins left out.</summary>
    IReadOnlyList<ScorePrediction> LeftOut { get; }

    ScorePrediction Predict(double[] scores);
}
