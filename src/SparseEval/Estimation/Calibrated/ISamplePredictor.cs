namespace SparseEval;

/// <summary>A predictor made ready for one set of scored items.</summary>
internal interface ISamplePredictor
{
    /// <summary>Past models on the same items, each left out of what predicts it.</summary>
    IReadOnlyList<HeldOutPrediction> HeldOut { get; }

    /// <summary>Null where there are too few past models.</summary>
    StressTest? Stress { get; }

    IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>A new model.</summary>
    /// <param name="scores">Its scores on the items, none missing.</param>
    ScorePrediction Predict(DesignedScores scores);
}
