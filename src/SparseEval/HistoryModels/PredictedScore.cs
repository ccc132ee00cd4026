namespace SparseEval;

/// <summary>A full score as a history model predicts it.</summary>
/// <param name="Value">Observed scores as they are, the others by their prediction clipped to [0, 1]; weighted as asked.</param>
/// <param name="StandardDeviation">
/// Of the full score given the observed scores, under the model: unsure factors and the noise of the unobserved items. It is no error of estimation unless the
/// model holds for this target; see <see cref="Estimators"/> for bands that are calibrated on past models.
/// </param>
public readonly record struct PredictedScore(double Value, double StandardDeviation);
